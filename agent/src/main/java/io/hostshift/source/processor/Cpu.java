package io.hostshift.source.processor;

/** A processor that can be asked what it is. */
public interface Cpu {
  /**
   * Executes CPUID for each pair of leaf and sub-leaf.
   *
   * @param registers filled with EAX, EBX, ECX and EDX for each pair
   */
  public void execute(int[] pairs, int[] registers);
}
