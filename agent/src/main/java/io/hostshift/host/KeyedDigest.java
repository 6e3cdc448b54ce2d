package io.hostshift.host;

/**
 * The form of a value that stands for another which only root may read: {@code
 * hmac-sha256:KEY:DIGEST}. It is another one when that value is, and does not tell it. KEY tells
 * under which secret it was made.
 */
public final class KeyedDigest {
  public static final String MARK = "hmac-sha256:";

  private KeyedDigest() {}

  /** The text, from the number of the key and the digest, both in hexadecimal digits. */
  public static String of(String key, String digest) {
    return MARK + key + ":" + digest;
  }

  /** Whether both are made alike, so that different texts stand for different values. */
  static boolean comparable(String one, String other) {
    return kind(one).equals(kind(other));
  }

  /** Up to the digest; empty for a plain value. */
  private static String kind(String value) {
    return value.startsWith(MARK) ? value.substring(0, value.lastIndexOf(':')) : "";
  }
}
