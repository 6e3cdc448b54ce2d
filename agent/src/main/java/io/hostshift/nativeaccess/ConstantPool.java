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
   * @throws IllegalArgumentException if the bytes are not a class file as known
   */
  static byte[] replace(byte[] classFile, UnaryOperator<String> text) {
    ByteArrayInputStream rest = new ByteArrayInputStream(classFile);
    ByteArrayOutputStream changed = new ByteArrayOutputStream(classFile.length + 512);
    DataOutputStream out = new DataOutputStream(changed);
    try (DataInputStream in = new DataInputStream(rest)) {
      out.writeLong(in.readLong());
      int count = in.readUnsignedShort();
      out.writeShort(count);
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        if (tag == UTF8) {
          out.writeUTF(text.apply(in.readUTF()));
        } else {
          byte[] value = new byte[length(tag)];
          in.readFully(value);
          out.write(value);
        }
        if (tag == LONG || tag == DOUBLE) {
          i++;
        }
      }
      out.write(classFile, classFile.length - rest.available(), rest.available());
      return changed.toByteArray();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a class file: " + e.getMessage(), e);
    }
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
