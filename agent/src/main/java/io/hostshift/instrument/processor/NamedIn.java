package io.hostshift.instrument.processor;

import java.util.Arrays;
import java.util.List;

/**
 * Whether a class names the methods that tell of processors. Looks at the texts of its constant
 * pool alone, so that all other classes cost next to nothing.
 *
 * <p>Format: The Java Virtual Machine Specification, section 4.4.
 */
final class NamedIn {
  /** Calls, references, and the strings that reflection and look-ups are given. */
  static final String METHOD = "availableProcessors";

  /** The JDK's own bean asks the JVM by a native method of this class. */
  static final String BEAN_METHOD = "getAvailableProcessors";

  static final String BEAN_SOURCE = "sun/management/VMManagement";

  private static final List<String> TEXTS = Arrays.asList(METHOD, BEAN_METHOD, BEAN_SOURCE);
  private static final int ALL_OF_BEAN = 0b110;

  private static final int POOL = 8;
  private static final int UTF8 = 1;

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
    int count = u2(bytes, POOL);
    int at = POOL + 2;
    for (int i = 1; i < count && at < bytes.length; i++) {
      int tag = bytes[at];
      if (tag == UTF8) {
        int length = u2(bytes, at + 1);
        if (names.take(bytes, at + 3, length)) {
          return true;
        }
        at += 3 + length;
      } else {
        int size = size(tag);
        if (size < 0) {
          return false;
        }
        at += 1 + size;
        i += size == 8 ? 1 : 0; // A long or a double counts twice.
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
    if (length != text.length() || at + length > bytes.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int u2(byte[] bytes, int at) {
    return at + 1 < bytes.length ? (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff : 0;
  }

  private static int size(int tag) {
    switch (tag) {
      case 7: // Class
      case 8: // String
      case 16: // MethodType
      case 19: // Module
      case 20: // Package
        return 2;
      case 15: // MethodHandle
        return 3;
      case 3: // Integer
      case 4: // Float
      case 9: // Fieldref
      case 10: // Methodref
      case 11: // InterfaceMethodref
      case 12: // NameAndType
      case 17: // Dynamic
      case 18: // InvokeDynamic
        return 4;
      case 5: // Long
      case 6: // Double
        return 8;
      default:
        return -1;
    }
  }
}
