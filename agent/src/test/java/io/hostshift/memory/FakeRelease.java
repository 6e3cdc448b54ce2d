package io.hostshift.memory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Collections that are counted and not made. */
public final class FakeRelease {
  private FakeRelease() {}

  /** Of a JVM of Java 25 that uses so much memory. */
  public static HeapRelease of(VmOptions options, Supplier<MemoryUse> use) {
    AtomicInteger collections = new AtomicInteger();
    return new HeapRelease(
        options,
        25,
        use,
        collections::incrementAndGet,
        collections::get,
        () -> true,
        System::nanoTime);
  }
}
