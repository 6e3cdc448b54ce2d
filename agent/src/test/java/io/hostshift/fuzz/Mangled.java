package io.hostshift.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes that a broken kernel, host or disk could give instead of good ones, by a number. */
public final class Mangled {
  private Mangled() {}

  /** Random bytes, or the good ones cut off, overwritten, repeated or with lines taken out. */
  public static byte[] of(byte[] good, long number) {
    SplittableRandom random = new SplittableRandom(number);
    if (good.length == 0 || random.nextInt(8) == 0) {
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      return bytes;
    }
    byte[] bytes = good.clone();
    for (int change = random.nextInt(4); change >= 0; change--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    int to = at + random.nextInt(Math.min(64, bytes.length - at) + 1);
    switch (random.nextInt(6)) {
      case 0:
        return Arrays.copyOf(bytes, at);
      case 1:
        bytes[at] = (byte) random.nextInt();
        return bytes;
      case 2:
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
      case 3:
        return spliced(bytes, at, new byte[0], to);
      case 4:
        return spliced(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
      default:
        byte[] digits = Long.toString(random.nextLong()).getBytes();
        return spliced(bytes, at, digits, to);
    }
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] insert, int from) {
    byte[] result = new byte[at + insert.length + bytes.length - from];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(insert, 0, result, at, insert.length);
    System.arraycopy(bytes, from, result, at + insert.length, bytes.length - from);
    return result;
  }
}
