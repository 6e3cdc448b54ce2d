package io.hostshift.attach;

import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.Signal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/**
 * Asks a JVM to listen for attachments, which it does at the first one only: a file beside where
 * the socket is to be, then SIGQUIT. Without the file a JVM prints a thread dump at that signal,
 * and other processes end, as daemons do that handle it; so both are made sure of before.
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

  /**
   * Returns when the socket is there.
   *
   * @throws IOException if something else is in its place
   */
  void pull(Connection socket) throws IOException {
    LinuxProcess process = jvm.process();
    refuse(process);
    String name = ".attach_pid" + process.innerPid();
    boolean made = create(name, process);
    try {
      quit(process.pid());
      IOException[] failed = {null};
      boolean there =
          patience.await(
              "JVM " + process.pid() + " to listen",
              LIMIT_NANOS,
              () -> {
                try {
                  return process.ended() || socket.isThere();
                } catch (IOException e) {
                  failed[0] = e;
                  return true;
                }
              });
      if (failed[0] != null) {
        throw failed[0];
      }
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
      if (made) {
        delete(name, process);
      }
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
    if (!Self.isInView()) {
      throw new UnreachableException(
          "sends no signal to JVM "
              + process.pid()
              + ": /proc here shows the processes of another PID namespace, with other numbers;"
              + " run this where that namespace's own /proc is mounted");
    }
    if (!jvm.takesQuit()) {
      throw new UnreachableException(
          "cannot attach to JVM "
              + process.pid()
              + ", which is still starting, or does not handle SIGQUIT (-Xrs); try again,"
              + " or restart it with -javaagent:hostshift.jar");
    }
  }

  /**
   * @return false if it was there already: somebody else asks at this moment, or has left it behind
   */
  private static boolean create(String name, LinuxProcess process) throws UnreachableException {
    try {
      return ProcessTmp.visit(process, tmp -> create(tmp, name, process));
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreachableException(
          "cannot write to the /tmp of JVM "
              + process.pid()
              + ", where it would listen ("
              + why(e)
              + "); make it writable, or restart the JVM with -javaagent:hostshift.jar",
          e);
    }
  }

  /** Without the path, which leads through a descriptor of ours. */
  private static String why(IOException e) {
    String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : null;
    return reason == null ? e.getMessage() : reason;
  }

  private static boolean create(Folder tmp, String name, LinuxProcess process) throws IOException {
    try {
      Files.createFile(tmp.file(name), Folder.mode("rw-------"));
      return true;
    } catch (FileAlreadyExistsException e) {
      Integer owner = tmp.owner(name);
      // The JVM takes the file from its own user only.
      if (owner != null && owner != process.user()) {
        throw new UnreachableException(
            "finds that user "
                + Users.name(owner)
                + " keeps JVM "
                + process.pid()
                + " from listening; remove /tmp/"
                + name
                + ", as that JVM sees it",
            e);
      }
      return false;
    }
  }

  private static void delete(String name, LinuxProcess process) {
    try {
      ProcessTmp.visit(process, tmp -> Files.deleteIfExists(tmp.file(name)));
    } catch (IOException e) {
      // The JVM has taken it away itself, or the folder went: nothing is left then.
    }
  }

  /** To a process that was looked at once more; a shell is for where no native call can be made. */
  private void quit(long pid) throws UnreachableException {
    try {
      Signal.send(new Jna(null), pid, Signal.QUIT, jvm::takesQuit);
    } catch (UnavailableException e) {
      if (jvm.takesQuit() && quitByShell(pid)) {
        return;
      }
      throw new UnreachableException(
          "cannot send SIGQUIT to JVM " + pid + ": " + e.getMessage() + "; run this as its user",
          e);
    }
  }

  private static boolean quitByShell(long pid) {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid)
              .redirectErrorStream(true)
              .start();
      kill.getOutputStream().close();
      return kill.waitFor() == 0;
    } catch (IOException e) {
      // No shell here.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
