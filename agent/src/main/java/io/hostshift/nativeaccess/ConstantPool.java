package io.hostshift.nativeaccess;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Changes the texts in a class file's constant pool: class names, descriptors, string literals.
 * Everything else refers to them by number and stays as it is.
 *
 * <p>Format: The Java Virtual Machine Specification, section 4.4.
 */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private ConstantPool() {}

  /**
   * @return the same bytes where nothing was to be changed
   * @throws IllegalArgumentException if the bytes are not a class file as known
   */
  static byte[] replace(byte[] classFile, UnaryOperator<String> text) {
    ByteArrayOutputStream changed = null;
    int copied = 0;
    try {
      int count = int16(classFile, 8);
      int at = 10;
      for (int i = 1; i < count; i++) {
        int tag = classFile[at];
        if (tag == UTF8) {
          int end = at + 3 + int16(classFile, at + 1);
          String before = text(classFile, at + 1, end);
          String after = text.apply(before);
          if (!after.equals(before)) {
            changed = changed == null ? new ByteArrayOutputStream(classFile.length + 512) : changed;
            changed.write(classFile, copied, at + 1 - copied);
            new DataOutputStream(changed).writeUTF(after);
            copied = end;
          }
          at = end;
        } else {
          at += 1 + length(tag);
        }
        if (tag == LONG || tag == DOUBLE) {
          i++;
        }
      }
      if (at > classFile.length) {
        throw new IllegalArgumentException("not a class file: it ends within its constants");
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a class file: " + e.getMessage(), e);
    }
    if (changed == null) {
      return classFile;
    }
    changed.write(classFile, copied, classFile.length - copied);
    return changed.toByteArray();
  }

  private static int int16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /**
   * Nearly all are ASCII, which needs no decoder; the others are in the JVM's own kind of UTF-8.
   */
  @SuppressWarnings("deprecation")
  private static String text(byte[] bytes, int lengthAt, int end) throws IOException {
    for (int i = lengthAt + 2; i < end; i++) {
      if (bytes[i] < 0) {
        return new DataInputStream(
                new ByteArrayInputStream(bytes, lengthAt, Math.min(end, bytes.length) - lengthAt))
            .readUTF();
      }
    }
    return new String(bytes, 0, lengthAt + 2, end - lengthAt - 2);
  }

  private static int length(int tag) {
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
      case LONG:
      case DOUBLE:
        return 8;
      default:
        throw new IllegalArgumentException("not a class file: constant of kind " + tag);
    }
  }
}
