package io.hostshift.agent;

import io.hostshift.base.Log;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The file that the agent was loaded from: says, once each, when it is another one, or is gone. The
 * agent goes on as what it was.
 */
final class OwnJarFile {
  private final Path path;
  private final String remedy;
  private final Log log;
  private final String start;
  private String last;

  /**
   * @param remedy what to do to have another one run
   */
  OwnJarFile(File jar, String remedy, Log log) {
    this.path = jar.toPath();
    this.remedy = remedy;
    this.log = log;
    this.start = found();
    this.last = start;
  }

  /** On the agent's thread, now and then. */
  void look() {
    String found = found();
    if (found == null || found.equals(last)) {
      return;
    }
    last = found;
    if (found.isEmpty()) {
      log.info("its jar " + path + " is gone; what is loaded of it goes on");
    } else if (!found.equals(start)) {
      log.warn("its jar " + path + " has been replaced; the one before goes on until " + remedy);
    }
  }

  /** What tells one file from another; empty if there is none; null if that cannot be told. */
  private String found() {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.fileKey() + " " + file.size() + " " + file.lastModifiedTime().toMillis();
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
