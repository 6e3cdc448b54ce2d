package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConstantMemoryTest {
  private static final long START = FakeMemory.START;

  private final FakeMemory fake = new FakeMemory(2 * 4096);
  private final ConstantMemory memory = new ConstantMemory(fake);

  @Test
  void shouldReadValuesAndStringsAcrossPages() throws IOException {
    fake.content.putLong(4092, -2).putInt(4090, 77);
    assertThat(memory.readInt(START + 4090)).isEqualTo(77);
    fake.string(4090, "ParallelGCThreads");
    ConstantMemory afresh = new ConstantMemory(fake);
    assertThat(afresh.readString(START + 4090)).isEqualTo("ParallelGCThreads");
    assertThat(afresh.hashString(START + 4090)).isEqualTo("ParallelGCThreads".hashCode());
    fake.content.putLong(4092, -2);
    assertThat(new ConstantMemory(fake).readLong(START + 4092)).isEqualTo(-2);
  }

  @Test
  void shouldReadAPageOnce() throws IOException {
    for (int i = 0; i < 100; i++) {
      memory.readLong(START + 8L * i);
    }
    assertThat(fake.reads).isEqualTo(1);
  }

  @Test
  void shouldFailWhereNothingIsMapped() {
    assertThatIOException().isThrownBy(() -> memory.readLong(START + 2 * 4096));
    assertThatIOException().isThrownBy(() -> memory.readInt(START - 4));
    assertThatIOException().isThrownBy(() -> memory.readString(0));
  }

  @Test
  void shouldNotTakeBytesForAName() {
    fake.content.put(10, (byte) 'a').put(11, (byte) 0xf3);
    fake.string(100, "x".repeat(2000));
    assertThatIOException().isThrownBy(() -> memory.readString(START + 10));
    assertThatIOException().isThrownBy(() -> memory.readString(START + 100));
    assertThatIOException().isThrownBy(() -> memory.hashString(START + 100));
  }
}
