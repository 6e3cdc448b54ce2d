package io.hostshift.nativeaccess;

import com.sun.jna.Native;
import io.hostshift.base.UnavailableException;

/** Signals to other processes, where there is no shell that could send them. */
public final class Signal {
  /** A HotSpot that is asked to listen for attachments takes this signal for the question. */
  public static final int QUIT = 3;

  private Signal() {}

  /**
   * @throws UnavailableException if JNA cannot be used or the kernel refuses
   */
  public static void send(Jna jna, long pid, int signal) throws UnavailableException {
    if (jna.function("kill").invokeInt(new Object[] {(int) pid, signal}) != 0) {
      throw new UnavailableException("no signal sent (errno " + Native.getLastError() + ")");
    }
  }
}
