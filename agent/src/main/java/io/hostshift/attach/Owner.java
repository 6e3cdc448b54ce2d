package io.hostshift.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Files that root makes for another user's JVM have to belong to that user. */
final class Owner {
  private Owner() {}

  /** Gives a file to the user and group of a process, if they are not already its own. */
  static void give(Path file, LinuxProcess process) throws IOException {
    set(file, "unix:uid", process.user());
    set(file, "unix:gid", process.group());
  }

  private static void set(Path file, String attribute, int id) throws IOException {
    if ((Integer) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS) != id) {
      Files.setAttribute(file, attribute, id, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
