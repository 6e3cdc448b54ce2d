package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the set of workers of G1's pauses: HotSpot publishes where its heap object is and how long,
 * and one word of that points to the set, which is looked at in every detail.
 */
final class GangFinder {
  private static final List<String> TYPES =
      Arrays.asList("Universe", "G1CollectedHeap", "NamedThread");
  private static final int MOST_BYTES = 1 << 14;
  private static final int BLOCK = 1 << 18;

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
  WorkerGang find(Collector collector, int version, int workers) throws UnavailableException {
    GangLayout layout = GangLayout.of(version);
    if (collector != Collector.G1 || layout == null) {
      throw new UnavailableException("it is proven for G1 on Java 17, 21 and 25 alone");
    }
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new UnavailableException("it is proven on little-endian processors alone");
    }
    try (FileBytes file = new FileBytes(new File(map.path()))) {
      if (!layout.oneStore() && contains(file, GangLayout.CHECK)) {
        throw new UnavailableException("this build of HotSpot ends where the workers are so few");
      }
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

  static boolean contains(FileBytes file, String text) throws IOException {
    byte[] block = new byte[BLOCK];
    // Each block begins before the end of the one before it, in case the text lies across.
    for (long at = 0; at < file.size(); at += BLOCK - text.length()) {
      int length = (int) Math.min(BLOCK, file.size() - at);
      file.read(at, block, length);
      if (new String(block, 0, length, StandardCharsets.ISO_8859_1).contains(text)) {
        return true;
      }
    }
    return false;
  }
}
