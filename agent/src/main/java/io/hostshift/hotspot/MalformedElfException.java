package io.hostshift.hotspot;

import java.io.IOException;

/** A file that is not the ELF image it should be, and where that was seen. */
final class MalformedElfException extends IOException {
  private static final long serialVersionUID = 1;

  private final long offset;

  MalformedElfException(long offset, String problem) {
    super("offset 0x" + Long.toHexString(offset) + ": " + problem);
    this.offset = offset;
  }

  /** The offset in the file, in bytes, of the value that is wrong. */
  long offset() {
    return offset;
  }
}
