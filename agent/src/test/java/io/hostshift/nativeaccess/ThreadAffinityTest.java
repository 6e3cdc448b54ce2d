package io.hostshift.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.UnavailableException;
import org.junit.jupiter.api.Test;

class ThreadAffinityTest {
  private static final Jna JNA = new Jna(null);

  /** Pins the calling thread to the first processor that it may run on, and asks. */
  private static int pinned(ThreadAffinity affinity) throws UnavailableException {
    long[] first = new long[16];
    JNA.function("sched_getaffinity").invokeInt(new Object[] {0, 128L, first});
    for (int i = 0; i < first.length; i++) {
      if (first[i] != 0) {
        long lowest = Long.lowestOneBit(first[i]);
        first = new long[16];
        first[i] = lowest;
        break;
      }
    }
    int refused = JNA.function("sched_setaffinity").invokeInt(new Object[] {0, 128L, first});
    assertThat(refused).isZero();
    affinity.refresh();
    return affinity.count();
  }

  @Test
  void shouldTellTheProcessorsOfTheCallingThread() throws Exception {
    int[] counts = new int[2];
    Throwable[] failed = new Throwable[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                ThreadAffinity affinity = ThreadAffinity.open(JNA);
                assertThat(affinity.count()).isZero();
                assertThat(affinity.refresh()).isTrue();
                assertThat(affinity.refresh()).isFalse();
                counts[0] = affinity.count();
                counts[1] = pinned(affinity);
              } catch (UnavailableException | AssertionError e) {
                failed[0] = e;
              }
            });
    thread.start();
    thread.join();

    assertThat(failed[0]).isNull();
    assertThat(counts[0]).isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(counts[1]).isEqualTo(1);
  }
}
