package io.hostshift.source.hypervisor;

import io.hostshift.source.processor.Cpu;
import io.hostshift.source.processor.HypervisorLeaves;
import java.util.HashMap;
import java.util.Map;

/** A processor in a Xen guest. */
public final class FakeXen implements Cpu {
  private final Map<Long, int[]> leaves = new HashMap<>();
  private final int base;

  public FakeXen(int base) {
    this.base = base;
    put(1, 0, 0, 0, 1 << 31, 0);
    if (base != HypervisorLeaves.FIRST) {
      put(HypervisorLeaves.FIRST, 0, 0x40000006, 0x7263694d, 0x666f736f, 0x76482074);
    }
    put(base, 0, base + 5, 0x566e6558, 0x65584d4d, 0x4d4d566e);
    host(2_593_906, 4, 0);
  }

  /** As on a host of that speed. */
  public FakeXen host(int khz, int domid, int incarnation) {
    put(base + 3, 0, 0, 0, 2_593_906, incarnation);
    put(base + 3, 2, khz, 0, 0, 0);
    put(base + 4, 0, 1 << 4, 0, domid, 0);
    return this;
  }

  /** As where the toolstack hides them. */
  FakeXen withLastLeaf(int offset) {
    leaves.get(key(base, 0))[0] = base + offset;
    return this;
  }

  private void put(int leaf, int sub, int... registers) {
    leaves.put(key(leaf, sub), registers);
  }

  private static long key(int leaf, int sub) {
    return (long) leaf << 32 | sub;
  }

  @Override
  public void execute(int[] pairs, int[] registers) {
    for (int i = 0; i < pairs.length / 2; i++) {
      int[] answer = leaves.getOrDefault(key(pairs[2 * i], pairs[2 * i + 1]), new int[4]);
      System.arraycopy(answer, 0, registers, 4 * i, 4);
    }
  }
}
