package io.hostshift.attach;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Users by their numbers. */
final class Users {
  private static final Path PASSWD = Paths.get("/etc/passwd");

  private Users() {}

  /** Ours, as a number. */
  static int self() throws UnreachableException {
    return LinuxProcess.of(new File("/proc"), Self.pid()).user();
  }

  /**
   * The name, or the number where it has none here.
   *
   * @param file whose owner is asked for first, as that also finds users of directory services
   */
  static String name(File file, int user) {
    try {
      if ((Integer) Files.getAttribute(file.toPath(), "unix:uid", LinkOption.NOFOLLOW_LINKS)
          == user) {
        return Files.getOwner(file.toPath(), LinkOption.NOFOLLOW_LINKS).getName();
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // It has ended, or shows root as its owner as it may not be looked into.
    }
    return name(user);
  }

  /** The name in /etc/passwd, or the number. */
  static String name(int user) {
    String number = Integer.toUnsignedString(user);
    try (BufferedReader lines = Files.newBufferedReader(PASSWD, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(":", 4);
        if (words.length == 4 && words[2].equals(number)) {
          return words[0];
        }
      }
    } catch (IOException e) {
      // None here: the number serves.
    }
    return number;
  }
}
