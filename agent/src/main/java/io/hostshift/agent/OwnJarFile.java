package io.hostshift.agent;

import io.hostshift.base.Errand;
import io.hostshift.base.Errands;
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
  /** Nobody upgrades often, and a look costs two system calls. */
  private static final int LOOKED_POLLS = 16;

  private final Path path;
  private final String remedy;
  private final Log log;

  /** As it was at first, and as it was last; null where that was not to be told, or it was gone. */
  private final BasicFileAttributes start;

  private final Errand<Boolean> look;
  private int polls;

  /** Of the thread that looks, as what follows. */
  private BasicFileAttributes last;

  private boolean gone;

  /**
   * @param pid of this JVM
   */
  OwnJarFile(File jar, String pid, Errands errands, Log log) {
    this.path = jar.toPath();
    this.remedy = "this JVM is restarted, or until java -jar hostshift.jar upgrade " + pid;
    this.log = log;
    this.start = found();
    this.last = start;
    this.look = errands.of("hostshift-jar", "its jar " + path, this::compare);
  }

  /** On the agent's thread, before each poll; looks now and then. */
  void polling() {
    if (polls++ % LOOKED_POLLS == 0) {
      look.ask();
    }
  }

  /** Compares without making texts, as it is for ever. */
  private boolean compare() {
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
    return !gone;
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
