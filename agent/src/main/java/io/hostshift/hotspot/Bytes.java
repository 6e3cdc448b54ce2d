package io.hostshift.hotspot;

import java.io.IOException;

/** Something that is read at positions: a file, or a process's memory at its addresses. */
interface Bytes {
  /** Reads exactly {@code length} bytes; fails where any of them cannot be read. */
  void read(long position, byte[] into, int length) throws IOException;
}
