package io.hostshift.instrument.processor;

import io.hostshift.base.ConstantTexts;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a class names the methods that tell of processors. Looks at the texts of its constant
 * pool alone, so that all other classes cost next to nothing.
 */
final class NamedIn {
  /** Calls, references, and the strings that reflection and look-ups are given. */
  static final String METHOD = "availableProcessors";

  /** The JDK's own bean asks the JVM by a native method of this class. */
  static final String BEAN_METHOD = "getAvailableProcessors";

  static final String BEAN_SOURCE = "sun/management/VMManagement";

  private static final List<String> TEXTS = Arrays.asList(METHOD, BEAN_METHOD, BEAN_SOURCE);
  private static final int ALL_OF_BEAN = 0b110;

  private int found;

  /** Takes one text of a class; whether this and those before are enough. */
  boolean take(String text) {
    found |= bit(TEXTS.indexOf(text));
    return enough();
  }

  private boolean enough() {
    return (found & 1) != 0 || (found & ALL_OF_BEAN) == ALL_OF_BEAN;
  }

  private static int bit(int index) {
    return index < 0 ? 0 : 1 << index;
  }

  /** Whether a class file does; false also for what is none. */
  static boolean classFile(byte[] bytes) {
    NamedIn names = new NamedIn();
    ConstantTexts texts = new ConstantTexts(bytes);
    while (texts.next()) {
      if (names.take(bytes, texts.from(), texts.to() - texts.from())) {
        return true;
      }
    }
    return false;
  }

  private boolean take(byte[] bytes, int at, int length) {
    for (int i = 0; i < TEXTS.size(); i++) {
      if (is(TEXTS.get(i), bytes, at, length)) {
        found |= bit(i);
        return enough();
      }
    }
    return false;
  }

  private static boolean is(String text, byte[] bytes, int at, int length) {
    if (length != text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
