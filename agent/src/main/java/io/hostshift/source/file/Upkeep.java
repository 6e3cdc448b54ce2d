package io.hostshift.source.file;

/** Who writes a file of the guest, and how often it is read. */
enum Upkeep {
  /** It may be replaced at any time, by anything. */
  ANYBODY,
  /**
   * The kernel makes it at each read, all at once: what is there is regular once it was, and a read
   * that does not fill the buffer was the last.
   */
  KERNEL,
  /** The kernel as well, and it is read at each poll: it is kept open until it is closed. */
  KERNEL_POLLED
}
