package io.hostshift.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveDataTest {
  private static final int MIB = 1 << 20;

  @Test
  void shouldNotTellOfWhatHasBecomeGarbageSinceTheCollection() {
    byte[][] kept = new byte[30][MIB];
    System.gc();
    long alive = LiveData.bytes();
    for (int i = 0; i < 30; i++) {
      kept[i] = new byte[MIB];
    }

    assertThat(alive).isGreaterThan(30L * MIB);
    assertThat(LiveData.bytes()).isBetween(alive - 5 * MIB, alive + 5 * MIB);
    assertThat(MemoryUse.now().heapUsed()).isGreaterThan(alive + 5 * MIB);
  }
}
