package io.hostshift.base;

/**
 * The texts in a class file's constant pool, one after the other: class names, descriptors, string
 * literals. Tells where each lies and makes nothing of it, so that a class in which nobody finds
 * what he looks for costs next to nothing.
 *
 * <p>Format: The Java Virtual Machine Specification, section 4.4.
 */
public final class ConstantTexts {
  private static final int POOL = 8;
  private static final int UTF8 = 1;

  private final byte[] file;
  private int left;
  private int from;
  private int to;
  private String fault;

  public ConstantTexts(byte[] classFile) {
    file = classFile;
    left = u2(POOL) - 1;
    to = POOL + 2;
    if (to > file.length) {
      fault = "it ends before its constants";
    }
  }

  /** Goes to the next text; false behind the last, and where this is no class file as known. */
  public boolean next() {
    int at = to;
    while (left > 0 && fault == null) {
      if (at >= file.length) {
        fault = "it ends within its constants";
        return false;
      }
      int tag = file[at];
      left--;
      if (tag == UTF8) {
        from = at + 3;
        to = from + u2(at + 1);
        fault = to > file.length ? "it ends within its constants" : null;
        return fault == null;
      }
      int size = size(tag);
      if (size < 0) {
        fault = "constant of kind " + tag;
        return false;
      }
      left -= size == 8 ? 1 : 0; // A long or a double counts twice.
      at += 1 + size;
    }
    if (at > file.length) {
      fault = "it ends within its constants";
    }
    return false;
  }

  /** Where the text begins, in the JVM's own kind of UTF-8; its length is in two bytes before. */
  public int from() {
    return from;
  }

  /** Where the text ends: behind its last byte. */
  public int to() {
    return to;
  }

  /** Why this is no class file as known; null as long as it looks like one. */
  public String fault() {
    return fault;
  }

  private int u2(int at) {
    return at + 1 < file.length ? (file[at] & 0xff) << 8 | file[at + 1] & 0xff : 0;
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
