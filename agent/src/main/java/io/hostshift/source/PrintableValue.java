package io.hostshift.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A device's bytes as an identifier's value: themselves if they are text, else their digest. */
public final class PrintableValue {
  private static final int DIGEST_BYTES = 16;

  private PrintableValue() {}

  /**
   * @return text without surrounding white space and NULs, perhaps empty; or {@code sha256:} and
   *     the first 32 hexadecimal digits
   */
  public static String of(byte[] bytes, int length) {
    String text = text(bytes, length);
    return text == null ? digest(bytes, length) : text;
  }

  /** Null if this is not UTF-8, or has control characters within. */
  public static String text(byte[] bytes, int length) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
    text = text.trim();
    return text.chars().anyMatch(Character::isISOControl) ? null : text;
  }

  private static String digest(byte[] bytes, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes, 0, length);
      StringBuilder hex = new StringBuilder("sha256:");
      byte[] digest = sha.digest();
      for (int i = 0; i < DIGEST_BYTES; i++) {
        hex.append(String.format("%02x", digest[i]));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      // Each Java platform must have it.
      throw new IllegalStateException(e);
    }
  }
}
