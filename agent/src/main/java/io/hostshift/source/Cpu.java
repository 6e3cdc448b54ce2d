package io.hostshift.source;

/** A processor that can be asked what it is. */
interface Cpu {
  /**
   * Executes CPUID for each pair of leaf and sub-leaf.
   *
   * @param registers filled with EAX, EBX, ECX and EDX for each pair
   */
  void execute(int[] pairs, int[] registers);
}
