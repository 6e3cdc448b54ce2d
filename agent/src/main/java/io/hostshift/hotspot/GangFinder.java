package io.hostshift.hotspot;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the set of workers of G1's pauses: HotSpot publishes where its heap object is and how long,
 * and one word of that points to the set, which is looked at in every detail.
 */
final class GangFinder {
  private static final List<String> TYPES =
      Arrays.asList("Universe", "G1CollectedHeap", "NamedThread");

  /** Who is known to build G1 as OpenJDK has it; some others change its workers. */
  private static final List<String> UPSTREAM =
      Arrays.asList(
          "Debian",
          "Ubuntu",
          "Private Build",
          "Eclipse Adoptium",
          "Oracle Corporation",
          "Red Hat, Inc.",
          "Amazon.com Inc.",
          "Azul Systems, Inc.",
          "BellSoft",
          "Microsoft",
          "SAP SE",
          "N/A");

  private static final int MOST_BYTES = 1 << 14;

  private final ProcessMemory memory;
  private final MemoryMap map;
  private final MemoryPen pen;

  GangFinder(ProcessMemory memory, MemoryMap map, MemoryPen pen) {
    this.memory = memory;
    this.map = map;
    this.pen = pen;
  }

  /**
   * @param workers how many the JVM was started with
   * @throws UnavailableException if there is not exactly one, or it may not be written to
   */
  WorkerGang find(Architecture architecture, Collector collector, int version, int workers)
      throws UnavailableException {
    GangLayout layout = GangLayout.of(architecture, version);
    if (collector != Collector.G1 || layout == null) {
      throw new UnavailableException(WorkerGang.PROVEN);
    }
    String vendor = String.valueOf(System.getProperty("java.vm.vendor"));
    if (!UPSTREAM.contains(vendor)) {
      throw new UnavailableException("the G1 of " + vendor + " may be another");
    }
    try (FileBytes file = new FileBytes(new File(map.path()))) {
      ConstantMemory now = new ConstantMemory(memory);
      ElfSymbols symbols = ElfSymbols.read(file, file.size(), "gHotSpotVM");
      VmStructs structs = VmStructs.read(now, symbols, map.loadBase(), TYPES);
      return find(layout, workers, structs, now);
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnavailableException("the workers cannot be found: " + e.getMessage(), e);
    }
  }

  private WorkerGang find(
      GangLayout layout, int workers, VmStructs structs, ConstantMemory constants)
      throws IOException {
    VmField heapField = structs.field("Universe", "_collectedHeap");
    Long size = structs.size("G1CollectedHeap");
    if (heapField == null || !heapField.isStatic() || size == null || size > MOST_BYTES) {
      throw new UnavailableException("HotSpot does not say where its heap is described");
    }
    WorkerThreadType thread = WorkerThreadType.of(structs);
    long heap = constants.readLong(heapField.location());
    long found = 0;
    for (long at = heap; at + 8 <= heap + size; at += 8) {
      long candidate = constants.readLong(at);
      if (layout.matches(candidate, workers, thread, constants)) {
        if (found != 0) {
          throw new UnavailableException("two sets of workers look alike");
        }
        found = candidate;
      }
    }
    if (found == 0) {
      throw new UnavailableException("the workers do not look as expected");
    }
    return new WorkerGang(found, layout, thread, memory, pen);
  }
}
