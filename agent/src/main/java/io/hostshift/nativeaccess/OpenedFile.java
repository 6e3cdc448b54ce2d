package io.hostshift.nativeaccess;

import com.sun.jna.Native;
import io.hostshift.base.UnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * A descriptor of a file or folder: whoever renames the file or puts a link in its place meanwhile
 * leads nobody elsewhere. {@link #path()} is a path to it for java.nio.file.
 *
 * <p>What is below it is opened by a single name, and no link is followed.
 */
public final class OpenedFile implements Closeable {
  private static final int ENOENT = 2;
  private static final int ELOOP = 40;
  private static final int ENOTDIR = 20;
  private static final int EACCES = 13;

  private final Jna jna;
  private final KernelNumbers numbers;
  private int descriptor;

  private OpenedFile(Jna jna, KernelNumbers numbers, int descriptor) {
    this.jna = jna;
    this.numbers = numbers;
    this.descriptor = descriptor;
  }

  /**
   * A folder by its whole path, following every link in it: only for paths of the kernel, such as
   * {@code /proc/PID/root}.
   *
   * @throws UnavailableException if no native call can be made
   * @throws IOException if there is no such folder, or it may not be opened
   */
  public static OpenedFile folder(Jna jna, String path) throws IOException, UnavailableException {
    KernelNumbers numbers = KernelNumbers.ofThisProcess();
    int flags = KernelNumbers.O_PATH | numbers.oDirectory | KernelNumbers.O_CLOEXEC;
    int descriptor = jna.function("open").invokeInt(new Object[] {path, flags});
    return opened(jna, numbers, descriptor, path);
  }

  /** A folder in this one; a link to one is none. */
  public OpenedFile folder(String name) throws IOException {
    return in(name, KernelNumbers.O_PATH | numbers.oDirectory);
  }

  /** Whatever has this name, without being read or written; a link itself where it is one. */
  public OpenedFile entry(String name) throws IOException {
    return in(name, KernelNumbers.O_PATH);
  }

  /** To be read. Does not wait for whoever writes a named pipe or holds a lease. */
  public OpenedFile file(String name) throws IOException {
    return in(name, KernelNumbers.O_NONBLOCK);
  }

  private OpenedFile in(String name, int flags) throws IOException {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals("..") || name.equals(".")) {
      throw new IllegalArgumentException(name);
    }
    int all = flags | numbers.oNoFollow | KernelNumbers.O_CLOEXEC;
    try {
      int found = jna.function("openat").invokeInt(new Object[] {descriptor, name, all});
      return opened(jna, numbers, found, name);
    } catch (UnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static OpenedFile opened(Jna jna, KernelNumbers numbers, int descriptor, String name)
      throws IOException {
    if (descriptor >= 0) {
      return new OpenedFile(jna, numbers, descriptor);
    }
    int error = Native.getLastError();
    switch (error) {
      case ENOENT:
        throw new NoSuchFileException(name);
      case ELOOP:
      case ENOTDIR:
        throw new IOException(name + " is a link, or no folder");
      case EACCES:
        throw new IOException(name + " may not be opened");
      default:
        throw new IOException(name + " cannot be opened (errno " + error + ")");
    }
  }

  /** Leads to what was opened, whatever became of its name; not once this is closed. */
  public Path path() {
    return Paths.get("/proc/self/fd/" + descriptor);
  }

  @Override
  public synchronized void close() {
    if (descriptor >= 0) {
      try {
        jna.function("close").invokeInt(new Object[] {descriptor});
      } catch (UnavailableException e) {
        throw new IllegalStateException("JNA opened it", e);
      }
      descriptor = -1;
    }
  }
}
