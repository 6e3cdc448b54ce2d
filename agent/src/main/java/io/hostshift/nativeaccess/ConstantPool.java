package io.hostshift.nativeaccess;

import io.hostshift.base.ConstantTexts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Changes the texts in a class file's constant pool: class names, descriptors, string literals.
 * Everything else refers to them by number and stays as it is.
 */
final class ConstantPool {
  private ConstantPool() {}

  /**
   * @return the same bytes where nothing had to change
   * @throws IllegalArgumentException if the bytes are not a class file as known
   */
  static byte[] replace(byte[] classFile, UnaryOperator<String> text) {
    ByteArrayOutputStream changed = null;
    int copied = 0;
    ConstantTexts texts = new ConstantTexts(classFile);
    try {
      while (texts.next()) {
        int lengthAt = texts.from() - 2;
        String before = text(classFile, lengthAt, texts.to());
        String after = text.apply(before);
        if (!after.equals(before)) {
          changed = changed == null ? new ByteArrayOutputStream(classFile.length + 512) : changed;
          changed.write(classFile, copied, lengthAt - copied);
          new DataOutputStream(changed).writeUTF(after);
          copied = texts.to();
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a class file: " + e.getMessage(), e);
    }
    if (texts.fault() != null) {
      throw new IllegalArgumentException("not a class file: " + texts.fault());
    }
    if (changed == null) {
      return classFile;
    }
    changed.write(classFile, copied, classFile.length - copied);
    return changed.toByteArray();
  }

  /**
   * Nearly all are ASCII, which needs no decoder; the others are in the JVM's own kind of UTF-8.
   */
  @SuppressWarnings("deprecation")
  private static String text(byte[] bytes, int lengthAt, int end) throws IOException {
    for (int i = lengthAt + 2; i < end; i++) {
      if (bytes[i] < 0) {
        return new DataInputStream(new ByteArrayInputStream(bytes, lengthAt, end - lengthAt))
            .readUTF();
      }
    }
    return new String(bytes, 0, lengthAt + 2, end - lengthAt - 2);
  }
}
