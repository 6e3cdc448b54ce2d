package io.hostshift.source.capacity;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.nio.charset.StandardCharsets;

/**
 * How busy the machine is, from 0 to 1: the share of the last 10 s in which something that could
 * run had to wait for a processor ({@code some avg10} of {@code /proc/pressure/cpu}, Linux 4.20,
 * Documentation/accounting/psi.rst), and where the kernel does not count that, by how much the load
 * of the last minute exceeds the processors ({@code /proc/loadavg}).
 */
public final class Busyness {
  private static final int MOST_BYTES = 4096;
  private static final String AVERAGE = "avg10=";

  private final GuestFile pressure;
  private final GuestFile load;

  public Busyness(GuestFiles files) {
    this.pressure = files.file("/proc/pressure/cpu", MOST_BYTES);
    this.load = files.file("/proc/loadavg", MOST_BYTES);
  }

  /**
   * Reads now; 0 if nothing can be read.
   *
   * @param processors that the process may use, at least 1
   */
  public double read(int processors) {
    pressure.refresh();
    if (pressure.readable()) {
      return ofPressure(text(pressure));
    }
    load.refresh();
    return load.readable() ? ofLoad(text(load), processors) : 0;
  }

  private static String text(GuestFile file) {
    return new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII);
  }

  static double ofPressure(String text) {
    int begin = text.indexOf(AVERAGE);
    int end = begin < 0 ? -1 : text.indexOf(' ', begin);
    return end < 0 ? 0 : share(text.substring(begin + AVERAGE.length(), end), 100);
  }

  /** No more tasks than processors is no waiting; twice as many is as busy as it counts. */
  static double ofLoad(String text, int processors) {
    int end = text.indexOf(' ');
    double perProcessor = end < 0 ? 0 : share(text.substring(0, end), processors);
    return Math.max(0, Math.min(1, perProcessor - 1));
  }

  private static double share(String number, double whole) {
    try {
      double share = Double.parseDouble(number) / whole;
      return share >= 0 ? share : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
