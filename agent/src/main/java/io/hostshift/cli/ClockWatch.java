package io.hostshift.cli;

import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.processor.ClockSampling;
import java.io.File;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Watches for a while whether the kernel's clock goes with the processor's counter: to be run
 * across a move by whoever has a host to move to.
 */
final class ClockWatch {
  private static final int SAMPLES_PER_SECOND = 10;

  private final PrintWriter out;
  private final Clock clock;

  ClockWatch(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * @throws UnavailableException if the counter cannot be read here
   */
  void run(int seconds) throws UnavailableException, InterruptedException {
    String source = ClockSampling.source(new GuestFiles(new File("/")));
    boolean kvm = source.equals(ClockSampling.KVM_CLOCK);
    say(
        "The kernel's clock is "
            + (source.isEmpty() ? "not named" : source)
            + (kvm
                ? ". Move, restore or pause this VM now; watching for " + seconds + " s."
                : ", not kvm-clock: expect no step here; watching for "
                    + seconds
                    + " s all the same."));
    int steps = 0;
    int samples = 0;
    try (ClockSampling sampling = ClockSampling.open(new Jna(null))) {
      for (; samples < seconds * SAMPLES_PER_SECOND; samples++) {
        long step = sampling.sample();
        if (step != 0) {
          steps++;
          say(clock.instant() + " " + step(step));
        }
        TimeUnit.MILLISECONDS.sleep(1000 / SAMPLES_PER_SECOND);
      }
      say(
          String.format(
              Locale.ROOT,
              "%d steps in %d samples; all others within %.1f us; the counter goes at %.3f MHz.",
              steps,
              samples,
              sampling.witness().mostApartNanos() / 1e3,
              sampling.witness().megahertz()));
    }
    say("The witness holds if each move, restore and pause made one step, and nothing else did.");
  }

  /** The clock stands still while a VM does, and the counter goes on. */
  private static String step(long nanos) {
    return String.format(
        Locale.ROOT,
        "step: the clock went %.3f ms %s than the counter",
        Math.abs(nanos) / 1e6,
        nanos < 0 ? "less" : "more");
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
