package io.hostshift.attach;

import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.Signal;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Asks a JVM to listen for attachments, which it does at the first one only: a file beside where
 * the socket is to be, then SIGQUIT. Without the file a JVM prints a thread dump at that signal,
 * and a process that does not handle it ends; so both are made sure of before.
 *
 * <p>Protocol: HotSpot, os/posix/attachListener_posix.cpp.
 */
final class Trigger {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final JvmProcess jvm;
  private final Patience patience;

  Trigger(JvmProcess jvm, Patience patience) {
    this.jvm = jvm;
    this.patience = patience;
  }

  /** Returns when the socket is there. */
  void pull(File socket) throws UnreachableException {
    LinuxProcess process = jvm.process();
    refuse(process);
    Path file = new File(socket.getParentFile(), ".attach_pid" + process.innerPid()).toPath();
    try {
      create(file, process);
      quit(process.pid());
      boolean there =
          patience.await(
              "JVM " + process.pid() + " to listen",
              LIMIT_NANOS,
              () -> socket.exists() || process.ended());
      if (process.ended()) {
        throw new UnreachableException("finds JVM " + process.pid() + " ended meanwhile");
      }
      if (!there) {
        throw new UnreachableException(
            "gets no answer from JVM "
                + process.pid()
                + ": it is stopped, or too busy; try again when it runs");
      }
    } finally {
      delete(file);
    }
  }

  private void refuse(LinuxProcess process) throws UnreachableException {
    if (jvm.attachDisabled()) {
      throw new UnreachableException(
          "cannot attach to JVM "
              + process.pid()
              + ", which was started with -XX:+DisableAttachMechanism;"
              + " restart it without that option, or with -javaagent:hostshift.jar");
    }
    if (!process.catchesQuit()) {
      throw new UnreachableException(
          "cannot attach to JVM "
              + process.pid()
              + ", which is still starting, or does not handle SIGQUIT (-Xrs); try again,"
              + " or restart it with -javaagent:hostshift.jar");
    }
  }

  private static void create(Path file, LinuxProcess process) throws UnreachableException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // Somebody else asks at this moment, or has left it behind: it serves as well.
    } catch (IOException e) {
      throw new UnreachableException(
          "cannot write to "
              + file.getParent()
              + ", where JVM "
              + process.pid()
              + " would listen; make it writable, or restart the JVM with -javaagent:hostshift.jar",
          e);
    }
    try {
      // For root: the JVM takes the file from its own user only.
      Owner.give(file, process);
    } catch (IOException e) {
      delete(file);
      throw new UnreachableException(
          "may not give a file to user " + process.userName() + "; " + JvmProcess.asUser(process),
          e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The JVM has taken it away itself, or the folder went: nothing is left then.
    }
  }

  /** Every shell can send it; JNA is for images without one. */
  private static void quit(long pid) throws UnreachableException {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid)
              .redirectErrorStream(true)
              .start();
      kill.getOutputStream().close();
      if (kill.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      // No shell here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Signal.send(new Jna(null), pid, Signal.QUIT);
    } catch (UnavailableException e) {
      throw new UnreachableException(
          "cannot send SIGQUIT to JVM " + pid + ": " + e.getMessage() + "; run this as its user",
          e);
    }
  }
}
