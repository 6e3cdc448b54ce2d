package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.hostshift.base.UnavailableException;
import java.util.function.BooleanSupplier;

/** Signals to other processes. */
public final class Signal {
  /** A HotSpot that is asked to listen for attachments takes this signal for the question. */
  public static final int QUIT = 3;

  private Signal() {}

  /**
   * To the process that has this number when it is called, and to none that has it later.
   *
   * @param same whether the process of this number is still the one that is meant
   * @throws UnavailableException if JNA cannot be used, the kernel refuses, or it is another one
   */
  public static void send(Jna jna, long pid, int signal, BooleanSupplier same)
      throws UnavailableException {
    Function syscall = jna.function("syscall");
    int process =
        syscall.invokeInt(
            new Object[] {
              new NativeLong(KernelNumbers.SYS_PIDFD_OPEN), new NativeLong(pid), new NativeLong(0)
            });
    try {
      if (!same.getAsBoolean()) {
        throw new UnavailableException("process " + pid + " has ended");
      }
      int sent =
          process < 0
              // Before Linux 5.3.
              ? jna.function("kill").invokeInt(new Object[] {(int) pid, signal})
              : syscall.invokeInt(
                  new Object[] {
                    new NativeLong(KernelNumbers.SYS_PIDFD_SEND_SIGNAL),
                    new NativeLong(process),
                    new NativeLong(signal),
                    null,
                    new NativeLong(0)
                  });
      if (sent != 0) {
        throw new UnavailableException("no signal sent (errno " + Native.getLastError() + ")");
      }
    } finally {
      if (process >= 0) {
        jna.function("close").invokeInt(new Object[] {process});
      }
    }
  }
}
