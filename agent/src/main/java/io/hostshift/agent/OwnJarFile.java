package io.hostshift.agent;

import io.hostshift.base.Log;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The file that the agent was loaded from: says, once each, when it is another one, or is gone. The
 * agent goes on as what it was.
 */
final class OwnJarFile {
  private final Path path;
  private final String remedy;
  private final Log log;

  /** As it was at first, and as it was last; null where that was not to be told, or it was gone. */
  private final BasicFileAttributes start;

  private BasicFileAttributes last;
  private boolean gone;

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

  /** On the agent's thread, now and then; compares without making texts, as it is for ever. */
  void look() {
    boolean wasGone = gone;
    BasicFileAttributes found = found();
    if (gone) {
      last = null;
      if (!wasGone) {
        log.info("its jar " + path + " is gone; what is loaded of it goes on");
      }
    } else if (found != null && !same(found, last)) {
      last = found;
      if (!same(found, start)) {
        log.warn("its jar " + path + " has been replaced; the one before goes on until " + remedy);
      }
    }
  }

  /** Null if there is none, or that cannot be told. */
  private BasicFileAttributes found() {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      gone = false;
      return found;
    } catch (NoSuchFileException e) {
      gone = true;
      return null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static boolean same(BasicFileAttributes file, BasicFileAttributes other) {
    return other != null
        && file.size() == other.size()
        && file.lastModifiedTime().equals(other.lastModifiedTime())
        && Objects.equals(file.fileKey(), other.fileKey());
  }
}
