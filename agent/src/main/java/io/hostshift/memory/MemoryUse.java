package io.hostshift.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/** What this JVM takes of the memory at one moment, in bytes. */
public final class MemoryUse {
  private static final String RESIDENT = "VmRSS:";
  private static final String SHARED = "RssShmem:";
  private static final int KIB = 1024;

  private final long heapUsed;
  private final long heapCommitted;
  private final long nonHeap;
  private final long resident;

  /**
   * @param heapUsed by objects, dead ones included
   * @param heapCommitted what the heap takes of the system
   * @param nonHeap committed for classes and compiled code
   * @param resident of the whole process; 0 if that cannot be read
   */
  public MemoryUse(long heapUsed, long heapCommitted, long nonHeap, long resident) {
    this.heapUsed = heapUsed;
    this.heapCommitted = heapCommitted;
    this.nonHeap = nonHeap;
    this.resident = resident;
  }

  /** Of the JVM that this is called in. */
  public static MemoryUse now() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    MemoryUsage heap = memory.getHeapMemoryUsage();
    return new MemoryUse(
        heap.getUsed(),
        heap.getCommitted(),
        memory.getNonHeapMemoryUsage().getCommitted(),
        residentNow(heap.getCommitted()));
  }

  /**
   * proc(5): lines of /proc/self/status in KiB. ZGC with one generation maps its heap, which is
   * shared memory, three times, and the kernel counts each.
   */
  private static long residentNow(long heap) {
    long resident = 0;
    long shared = 0;
    try (BufferedReader status =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(Paths.get("/proc/self/status")), StandardCharsets.US_ASCII))) {
      for (String line = status.readLine(); line != null; line = status.readLine()) {
        if (line.startsWith(RESIDENT)) {
          resident = bytes(line);
        } else if (line.startsWith(SHARED)) {
          shared = bytes(line);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // It is not known, which is what 0 says.
      return 0;
    }
    return resident - shared + Math.min(shared, heap);
  }

  private static long bytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
  }

  public long heapUsed() {
    return heapUsed;
  }

  public long heapCommitted() {
    return heapCommitted;
  }

  public long nonHeap() {
    return nonHeap;
  }

  public long resident() {
    return resident;
  }

  /**
   * What is used besides the heap: classes, code, stacks, native memory. Where the heap is not all
   * in use the resident memory tells less than that, and what is committed counts.
   */
  public long besidesHeap() {
    return Math.max(nonHeap, resident - heapCommitted);
  }
}
