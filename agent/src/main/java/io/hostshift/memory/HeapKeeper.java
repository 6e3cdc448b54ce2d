package io.hostshift.memory;

import java.io.IOException;

/** How the heap of a collector is kept to a size, by options that may be set while it runs. */
public interface HeapKeeper {
  /** What it sets, by name; empty where it sets nothing that lasts. */
  String lever();

  /** Why it cannot be; empty if it can. */
  String refusal();

  /** Whether the collector itself keeps to the size from then on, as far as the data allow. */
  boolean lasts();

  /**
   * From now on.
   *
   * @param bytes no more than the heap may grow to
   */
  void keepTo(long bytes) throws IOException;

  /** Whether the options stand as the last {@link #keepTo} has left them. */
  boolean keeps(long bytes);

  /** The heap has come down to its size: what was to hasten that may end. */
  default void reached() throws IOException {}

  /** Puts back what was, unless somebody has set another value meanwhile. */
  void restore() throws IOException;
}
