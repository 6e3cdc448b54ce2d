package io.hostshift.host;

/** The kinds of processors that something depends on: which devices and drivers there can be. */
public enum ProcessorKind {
  X86,
  ARM,
  POWER,
  Z,
  /** Any other, such as RISC-V. */
  OTHER,
  /** Nothing tells, as in a copied tree without /proc/cpuinfo. */
  UNKNOWN
}
