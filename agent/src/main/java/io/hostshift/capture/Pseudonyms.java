package io.hostshift.capture;

import io.hostshift.source.Placeholder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Other values for those that name a machine or a person: each has one, as long and of the same
 * kind of characters, so that formats and equalities survive. Without the key, which is kept
 * nowhere, none leads back.
 */
final class Pseudonyms {
  /** One so short would be found in the middle of words. */
  private static final int LEAST_WITHIN_WORDS = 12;

  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-fA-F]{8}([-_])[0-9a-fA-F]{4}\\1[0-9a-fA-F]{4}\\1[0-9a-fA-F]{4}\\1[0-9a-fA-F]{12}");

  private final SecretKeySpec key;

  /** By the text to replace, in small letters; the longest first. */
  private final Map<String, String> known =
      new TreeMap<>(
          (one, other) ->
              one.length() == other.length()
                  ? one.compareTo(other)
                  : Integer.compare(other.length(), one.length()));

  /**
   * @param key at random, at least 16 bytes
   */
  Pseudonyms(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * To be replaced from now on.
   *
   * @param keep how many characters at its beginning stay, since they only say of what kind it is
   */
  void replace(String value, int keep) {
    replace(value, keep, 0);
  }

  /**
   * As above.
   *
   * @param keepAtEnd the same of its end; nothing is kept there of a UUID
   */
  void replace(String value, int keep, int keepAtEnd) {
    String lower = latin(value).toLowerCase(Locale.ROOT);
    if (known.containsKey(lower) || Placeholder.is(value)) {
      return;
    }
    if (UUID.matcher(lower).matches()) {
      // Some write it with other signs between, and mean the same.
      String dashed = lower.replace('_', '-');
      String other = dashed.substring(0, keep) + other(dashed.substring(keep));
      known.put(dashed, other);
      known.put(dashed.replace('-', '_'), other.replace('-', '_'));
    } else {
      int end = lower.length() - keepAtEnd;
      known.put(
          lower,
          lower.substring(0, keep) + other(lower.substring(keep, end)) + lower.substring(end));
    }
  }

  /** What is replaced, in small letters. */
  Iterable<String> values() {
    return known.keySet();
  }

  /** UTF-8 as one character a byte: what is replaced keeps its length in bytes. */
  static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private String other(String lower) {
    boolean hexadecimal = lower.matches("[0-9a-f\\s_:.-]*[0-9][0-9a-f\\s_:.-]*");
    StringBuilder other = new StringBuilder();
    for (int round = 0; other.length() < lower.length() || other.toString().equals(lower); ) {
      other.setLength(0);
      byte[] stream = stream(lower, round++, lower.length());
      for (int i = 0; i < lower.length(); i++) {
        other.append(other(lower.charAt(i), stream[i] & 0xff, hexadecimal));
      }
      if (lower.chars().noneMatch(c -> Character.isLetterOrDigit(c) || c > 0x7f)) {
        break;
      }
    }
    return other.toString();
  }

  private static char other(char c, int random, boolean hexadecimal) {
    if (c >= '0' && c <= '9') {
      // A zero at the beginning of one would make another number of it.
      return (char) ('1' + random % 9);
    }
    if (c >= 'a' && c <= 'z') {
      return (char) ('a' + random % (hexadecimal ? 6 : 26));
    }
    return c > 0x7f ? (char) ('a' + random % 26) : c;
  }

  private byte[] stream(String lower, int round, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] bytes = new byte[length];
      for (int at = 0; at < length; at += 32) {
        byte[] block =
            mac.doFinal((round + ":" + at + ":" + lower).getBytes(StandardCharsets.UTF_8));
        System.arraycopy(block, 0, bytes, at, Math.min(block.length, length - at));
      }
      return bytes;
    } catch (java.security.GeneralSecurityException e) {
      // Each Java platform must have it.
      throw new IllegalStateException(e);
    }
  }

  String applied(String text) {
    return new String(applied(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** The same with each of the values replaced, in whatever case, and UUIDs also as their bytes. */
  byte[] applied(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> each : known.entrySet()) {
      text = replaced(text, each.getKey(), each.getValue());
      if (UUID.matcher(each.getKey()).matches()) {
        for (boolean mixed : new boolean[] {false, true}) {
          text = text.replace(binary(each.getKey(), mixed), binary(each.getValue(), mixed));
        }
      }
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String replaced(String text, String value, String other) {
    StringBuilder result = new StringBuilder(text);
    String lower = lower(text);
    for (int at = lower.indexOf(value); at >= 0; at = lower.indexOf(value, at + 1)) {
      if (stands(lower, value, at)) {
        for (int i = 0; i < value.length(); i++) {
          char was = text.charAt(at + i);
          char now = other.charAt(i);
          boolean upper = was >= 'A' && was <= 'Z';
          result.setCharAt(at + i, upper ? Character.toUpperCase(now) : now);
        }
      }
    }
    return result.toString();
  }

  /** Letters of ASCII alone: a byte stays one. */
  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  /** Whether it is there: a short one only as a word. */
  boolean holds(byte[] bytes, String value) {
    String text = lower(new String(bytes, StandardCharsets.ISO_8859_1));
    for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      if (stands(text, value, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean stands(String text, String value, int at) {
    int end = at + value.length();
    return value.length() >= LEAST_WITHIN_WORDS
        || !((at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)))
            || (end < text.length() && Character.isLetterOrDigit(text.charAt(end))));
  }

  /**
   * @param mixed as SMBIOS has it, with its first three numbers the other way round
   */
  private static String binary(String uuid, boolean mixed) {
    String digits = uuid.replaceAll("[-_]", "");
    char[] bytes = new char[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (char) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    if (mixed) {
      swap(bytes, 0, 3);
      swap(bytes, 1, 2);
      swap(bytes, 4, 5);
      swap(bytes, 6, 7);
    }
    return new String(bytes);
  }

  private static void swap(char[] bytes, int one, int other) {
    char kept = bytes[one];
    bytes[one] = bytes[other];
    bytes[other] = kept;
  }

  /** All of a text that look like identifiers of machines: UUIDs, hardware addresses, digests. */
  void replaceAllIn(String text) {
    for (Pattern pattern : PATTERNS) {
      Matcher found = pattern.matcher(text);
      while (found.find()) {
        String value = found.group(found.groupCount() == 0 ? 0 : found.groupCount());
        replace(value, value.toLowerCase(Locale.ROOT).startsWith("ec2") ? 3 : 0);
      }
    }
  }

  private static final Pattern[] PATTERNS = {
    Pattern.compile("(?:" + UUID.pattern().replace("([-_])", "[-_]").replace("\\1", "[-_]") + ")"),
    Pattern.compile("(?<![0-9a-fA-F:])(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}(?![0-9a-fA-F:])"),
    Pattern.compile("(?<![0-9a-zA-Z])[0-9a-f]{32,64}(?![0-9a-zA-Z])"),
    Pattern.compile("enx([0-9a-f]{12})")
  };
}
