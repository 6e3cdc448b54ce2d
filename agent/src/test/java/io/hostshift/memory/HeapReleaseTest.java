package io.hostshift.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** In this very JVM, which has a collector that gives memory back. */
class HeapReleaseTest {
  private final HeapRelease heap =
      new HeapRelease(new LiveOptions(), Runtime.version().feature(), System::nanoTime);

  private static String value(String option) {
    return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .getVMOption(option)
        .getValue();
  }

  private static long committed() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }

  @Test
  void shouldGiveMemoryBackAndPutTheOptionsBack() {
    List<byte[]> garbage = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      garbage.add(new byte[1 << 20]);
    }
    garbage.clear();
    long before = committed();
    String max = value("MaxHeapFreeRatio");
    String min = value("MinHeapFreeRatio");

    Released released = heap.release(0);

    assertThat(released.collections()).isEqualTo(1);
    assertThat(released.after().heapCommitted()).isLessThan(released.before().heapCommitted());
    assertThat(committed()).isLessThan(before);
    assertThat(value("MaxHeapFreeRatio")).isEqualTo(max);
    assertThat(value("MinHeapFreeRatio")).isEqualTo(min);
  }

  /** While a thread compresses, G1 of this version skips what was asked for, and says nothing. */
  @Test
  void shouldCountTheCollectionsThatWereMadeAndNoOthers() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    Thread compressing = new Thread(() -> compressUntil(ended));
    compressing.start();
    try {
      for (int i = 0; i < 3; i++) {
        long before = fullCollections();
        Released released = heap.release(0);

        assertThat(fullCollections() - before).isEqualTo(released.collections());
        assertThat(released.collections() > 0 || released.reason().contains("skipped")).isTrue();
      }
    } finally {
      ended.set(true);
      compressing.join();
    }
  }

  private static void compressUntil(AtomicBoolean ended) {
    Deflater deflater = new Deflater();
    byte[] compressed = new byte[1 << 17];
    while (!ended.get()) {
      deflater.reset();
      deflater.setInput(new byte[1 << 16]);
      deflater.finish();
      deflater.deflate(compressed);
    }
    deflater.end();
  }

  private static long fullCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(bean -> bean.getName().equals("G1 Old Generation"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  @Test
  void shouldExpectWhatTheLastFullCollectionTook() {
    System.gc();

    assertThat(heap.expectedMillis()).isBetween(0L, 60_000L);
  }
}
