package io.hostshift.base;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** All that comes from a stream, as far as it is not more than it should be. */
public final class BoundedBytes {
  private static final int PART = 8192;

  private BoundedBytes() {}

  /**
   * Reads to the end, or until it is too much.
   *
   * @param most bytes that are accepted
   * @return at most one byte more than that, which says that there are too many
   */
  public static byte[] read(InputStream in, int most) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    for (int count = in.read(part); count >= 0; count = in.read(part)) {
      bytes.write(part, 0, (int) Math.min(count, most + 1L - bytes.size()));
      if (bytes.size() > most) {
        break;
      }
    }
    return bytes.toByteArray();
  }
}
