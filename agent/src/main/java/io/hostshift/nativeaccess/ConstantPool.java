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
   * Asks for those texts alone that have one of the marks in them, in ASCII: a text is made for
   * each that is asked for, and there are tens of thousands.
   *
   * @return the same bytes where nothing had to change
   * @throws IllegalArgumentException if the bytes are not a class file as known
   */
  static byte[] replace(byte[] classFile, String[] marks, UnaryOperator<String> text) {
    ByteArrayOutputStream changed = null;
    int copied = 0;
    boolean[] first = new boolean[Byte.MAX_VALUE + 1];
    for (String mark : marks) {
      first[mark.charAt(0)] = true;
    }
    ConstantTexts texts = new ConstantTexts(classFile);
    try {
      while (texts.next()) {
        if (!isMarked(classFile, texts.from(), texts.to(), marks, first)) {
          continue;
        }
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

  private static boolean isMarked(byte[] bytes, int from, int to, String[] marks, boolean[] first) {
    for (int i = from; i < to; i++) {
      byte next = bytes[i];
      if (next >= 0 && first[next]) {
        for (String mark : marks) {
          if (begins(bytes, i, to, mark)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean begins(byte[] bytes, int from, int to, String mark) {
    int length = mark.length();
    if (to - from < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] != mark.charAt(i)) {
        return false;
      }
    }
    return true;
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
