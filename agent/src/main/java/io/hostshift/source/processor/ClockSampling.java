package io.hostshift.source.processor;

import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.TscInstruction;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.Locale;

/** Samples of a live machine for a {@link ClockWitness}, the best of a few readings each. */
public final class ClockSampling implements AutoCloseable {
  private static final String SOURCE =
      "sys/devices/system/clocksource/clocksource0/current_clocksource";

  /** The clock that KVM gives its guests. */
  public static final String KVM_CLOCK = "kvm-clock";

  private static final int READINGS = 8;
  private static final int LOOK_MILLIS = 10;

  private final TscInstruction both;
  private final ClockWitness witness = new ClockWitness();

  private ClockSampling(TscInstruction both) {
    this.both = both;
  }

  /**
   * @throws UnavailableException if the counter cannot be read here
   */
  public static ClockSampling open(Jna jna) throws UnavailableException {
    return new ClockSampling(TscInstruction.open(jna));
  }

  /** What the kernel takes the time from, such as {@link #KVM_CLOCK}; empty if it does not say. */
  public static String source(GuestFiles files) {
    GuestFile name = files.file(SOURCE, 256);
    name.refresh();
    return name.text();
  }

  /**
   * What a probe says of it: one short look.
   *
   * @param jna null to leave out what needs native code
   */
  public static String reading(GuestFiles files, Jna jna) throws InterruptedException {
    String source = source(files);
    if (source.isEmpty()) {
      return "the kernel does not say from what it takes the time";
    }
    if (!source.equals(KVM_CLOCK)) {
      return source + ": no second witness of a move, as kvm-clock would be";
    }
    if (jna == null || !files.live()) {
      return source;
    }
    try (TscInstruction both = TscInstruction.open(jna)) {
      both.read();
      long ticks = both.ticks();
      long nanos = both.nanos();
      Thread.sleep(LOOK_MILLIS);
      both.read();
      return String.format(
          Locale.ROOT,
          "%s beside a counter of %.1f MHz; probe --clock 60 watches both across a move",
          source,
          (both.ticks() - ticks) * 1e3 / (both.nanos() - nanos));
    } catch (UnavailableException e) {
      return source + ", and the counter beside it cannot be read: " + e.getMessage();
    }
  }

  /** As {@link ClockWitness#take}, of this moment. */
  public long sample() {
    long width = Long.MAX_VALUE;
    long ticks = 0;
    long nanos = 0;
    for (int i = 0; i < READINGS; i++) {
      both.read();
      if (both.width() < width) {
        width = both.width();
        ticks = both.ticks();
        nanos = both.nanos();
      }
    }
    return witness.take(ticks, nanos);
  }

  public ClockWitness witness() {
    return witness;
  }

  @Override
  public void close() {
    both.close();
  }
}
