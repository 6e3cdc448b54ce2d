package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.hostshift.base.UnavailableException;

/**
 * Wakes a thread that sleeps in the kernel on {@link NetlinkSocket#await}; an eventfd, so that the
 * thread need not look by itself now and then.
 */
public final class Alarm implements AutoCloseable {
  private static final int CLOEXEC_NONBLOCK = 0x80000 | 0x800;

  private final Function write;
  private final Function close;
  private int descriptor;

  private Alarm(Jna jna, int descriptor) throws UnavailableException {
    this.write = jna.function("write");
    this.close = jna.function("close");
    this.descriptor = descriptor;
  }

  /**
   * @throws UnavailableException if JNA cannot be used, or the system refuses it
   */
  public static Alarm set(Jna jna) throws UnavailableException {
    int descriptor = jna.function("eventfd").invokeInt(new Object[] {0, CLOEXEC_NONBLOCK});
    if (descriptor < 0) {
      throw new UnavailableException("no eventfd (errno " + Native.getLastError() + ")");
    }
    return new Alarm(jna, descriptor);
  }

  int descriptor() {
    return descriptor;
  }

  /** From any thread; does nothing once it is closed. */
  public synchronized void ring() {
    if (descriptor >= 0) {
      write.invokeLong(new Object[] {descriptor, new long[] {1}, new NativeLong(8)});
    }
  }

  @Override
  public synchronized void close() {
    if (descriptor >= 0) {
      close.invokeInt(new Object[] {descriptor});
      descriptor = -1;
    }
  }
}
