package io.hostshift.attach;

import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.OpenedFile;
import io.hostshift.nativeaccess.UserRights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The folder /tmp of a process, as that process sees it. Where the process is another user's, or
 * sees other files than we do, the folder is opened from where that process's files begin, a link
 * leads nowhere but among these, and all that is done there is done with that user's rights on a
 * thread of its own.
 */
final class ProcessTmp {
  private static final String NAME = "tmp";
  private static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(10);

  /** What is done in a folder. */
  interface Visit<T> {
    T in(Folder tmp) throws IOException;
  }

  private final LinuxProcess process;

  /** Of where that process's files begin. */
  private final Visit<?> visit;

  private Object result;
  private Throwable failure;
  private boolean done;

  private ProcessTmp(LinuxProcess process, Visit<?> visit) {
    this.process = process;
    this.visit = visit;
  }

  /**
   * @throws UnreachableException if that user's rights cannot be had, or the folder does not answer
   * @throws IOException as the visit does
   */
  static <T> T visit(LinuxProcess process, Visit<T> visit) throws IOException {
    if (isHome(process)) {
      return visit.in(Folder.byPath(Paths.get("/", NAME)));
    }
    return visitRoot(
        process,
        root -> {
          try (Folder tmp = LinkedFolder.in(root, NAME)) {
            return visit.in(tmp);
          }
        });
  }

  /** As {@link #visit}, where that process's files begin. */
  static <T> T visitRoot(LinuxProcess process, Visit<T> visit) throws IOException {
    return new ProcessTmp(process, visit).<T>onThread();
  }

  /**
   * Whether it is our own /tmp, and the process is ours too: nobody else can then put anything in
   * the place of what is this user's.
   */
  static boolean isHome(LinuxProcess process) throws UnreachableException {
    if (process.user() != Users.self() || !process.seesOurFiles()) {
      return false;
    }
    Path tmp = Paths.get("/", NAME);
    try {
      int owner = (Integer) Files.getAttribute(tmp, "unix:uid");
      return (owner == 0 || owner == process.user()) && Folder.byPath(tmp).keepsFilesApart();
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private <T> T onThread() throws IOException {
    rehearse();
    Thread thread = new Thread(this::run, "as-user-" + process.user());
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      thread.join(LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken();
  }

  /**
   * What visits do, done once with our own rights: classes of the JDK load its native libraries
   * when they are first used, from a folder that the other user might not be able to look into.
   */
  private static void rehearse() throws IOException {
    try (FileChannel nowhere =
        FileChannel.open(
            Paths.get("/dev/null"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      nowhere.write(ByteBuffer.allocate(1));
      nowhere.read(ByteBuffer.allocate(1));
      FileLock lock = nowhere.tryLock();
      if (lock != null) {
        lock.release();
      }
    } catch (OverlappingFileLockException e) {
      // Another thread does the same.
    }
    try {
      Path none = Paths.get("/dev/null/none");
      Files.move(none, none.resolve("none"), StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // As it has to be: there is no such file.
    }
  }

  @SuppressWarnings("unchecked")
  private synchronized <T> T taken() throws IOException {
    if (failure instanceof UnavailableException) {
      throw new UnreachableException(
          "may not touch the files of process "
              + process.pid()
              + " as its user, which takes a native call ("
              + failure.getMessage()
              + "); "
              + JvmProcess.asUser(process),
          failure);
    }
    if (failure instanceof IOException) {
      throw (IOException) failure;
    }
    if (failure != null) {
      throw new UnreachableException(
          "cannot work in the /tmp of process " + process.pid() + ": " + failure, failure);
    }
    if (!done) {
      throw new UnreachableException(
          "gets no answer from the file system that process " + process.pid() + " sees");
    }
    return (T) result;
  }

  private void run() {
    Object found = null;
    Throwable failed = null;
    try {
      found = inRoot();
    } catch (IOException | RuntimeException | Error e) {
      failed = e;
    }
    synchronized (this) {
      result = found;
      failure = failed;
      done = true;
    }
  }

  private Object inRoot() throws IOException {
    Jna jna = new Jna(null);
    int self = Users.self();
    if (self != process.user() && self != 0) {
      throw new UnreachableException(
          "may not touch the files of user "
              + process.userName()
              + "; "
              + JvmProcess.asUser(process));
    }
    try (Folder root = Folder.of(OpenedFile.folder(jna, process.file("root").getPath()))) {
      if (!process.isStill()) {
        throw new UnreachableException("finds process " + process.pid() + " ended meanwhile");
      }
      if (self != process.user()) {
        UserRights.take(jna, process.user(), process.group());
      }
      return visit.in(root);
    }
  }
}
