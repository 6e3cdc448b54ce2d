package io.hostshift.host;

/** What an identifier says when it changes. */
public enum Scope {
  /** Names the VM itself or its generation: a new value means a clone or a restored snapshot. */
  VM,
  /** Names one physical host: a new value means that the VM is on another one. */
  INSTANCE,
  /**
   * Names a kind of host, such as a CPU brand: equal values prove nothing, different ones a move.
   */
  MODEL,
  /** Counts moves, restores and pauses, without telling which of them, nor where to. */
  EPOCH
}
