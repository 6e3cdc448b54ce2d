package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import io.hostshift.base.UnavailableException;
import java.util.Arrays;

/**
 * The processors that the kernel lets the calling thread run on: its mask, cut down to what is
 * online (sched_getaffinity(2)). HotSpot counts its processors by the same call.
 *
 * <p>Asking allocates some 200 bytes. For one thread.
 */
public final class ThreadAffinity {
  private static final int SELF = 0;

  /**
   * The kernel refuses a mask that is too short for it; none is longer than for 8192 processors.
   */
  private static final int FIRST = 1024;

  private static final int MOST = 64 * 1024;

  private final Function call;
  private long[] mask;
  private Object[] arguments;
  private long[] last = {};

  private ThreadAffinity(Function call) {
    this.call = call;
    makeRoomFor(FIRST);
  }

  /**
   * @throws UnavailableException if JNA cannot be used, with the reason
   */
  public static ThreadAffinity open(Jna jna) throws UnavailableException {
    return new ThreadAffinity(jna.function("sched_getaffinity"));
  }

  private void makeRoomFor(int processors) {
    mask = new long[processors / Long.SIZE];
    arguments = new Object[] {SELF, (long) processors / Byte.SIZE, mask};
  }

  /**
   * Asks now.
   *
   * @return whether the answer is another one than before
   * @throws UnavailableException if the kernel refuses
   */
  public boolean refresh() throws UnavailableException {
    while (call.invokeInt(arguments) < 0) {
      if (mask.length * Long.SIZE >= MOST) {
        throw new UnavailableException("the kernel does not tell this thread's affinity");
      }
      makeRoomFor(2 * mask.length * Long.SIZE);
    }
    if (Arrays.equals(mask, last)) {
      return false;
    }
    last = mask.clone();
    return true;
  }

  /** How many processors they were when it was last asked; 0 before. */
  public int count() {
    int count = 0;
    for (long part : last) {
      count += Long.bitCount(part);
    }
    return count;
  }
}
