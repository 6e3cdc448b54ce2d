package io.hostshift.base;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * What the kernel tells of a process or of one of its threads in a single line. Its name stands in
 * brackets and may hold anything, so the other fields are counted from behind it.
 *
 * <p>Format: proc(5), /proc/PID/stat.
 */
public final class ProcStat {
  /** USER_HZ, which is the same on all processors that Java runs on. */
  public static final int TICKS_A_SECOND = 100;

  /** The number of the first field behind the name. */
  private static final int STATE = 3;

  private static final int USER_TICKS = 14;
  private static final int KERNEL_TICKS = 15;
  private static final int START_TICKS = 22;

  private final String line;
  private final int nameEnd;
  private final String[] fields;

  private ProcStat(String line, int nameEnd) {
    this.line = line;
    this.nameEnd = nameEnd;
    this.fields = line.substring(nameEnd + 2).split(" ");
  }

  /**
   * Reads it.
   *
   * @param folder such as {@code /proc/PID} or {@code /proc/PID/task/TID}
   * @throws IOException if it cannot be read, as when the process has ended, or is no such line
   */
  public static ProcStat of(File folder) throws IOException {
    File file = new File(folder, "stat");
    String line = new String(Files.readAllBytes(file.toPath()), StandardCharsets.ISO_8859_1);
    int nameEnd = line.lastIndexOf(')');
    if (nameEnd < 0 || nameEnd + 2 > line.length()) {
      throw new IOException(file + " has no name in brackets");
    }
    return new ProcStat(line, nameEnd);
  }

  /** As the kernel has it, which cuts it. */
  public String name() {
    return line.substring(line.indexOf('(') + 1, nameEnd);
  }

  /**
   * When it began, in ticks since the machine did: a number of a process that is used anew differs.
   *
   * @throws IOException if the line does not tell
   */
  public long startTicks() throws IOException {
    return number(START_TICKS);
  }

  /**
   * Its processor time in ticks, that of the kernel for it included.
   *
   * @throws IOException if the line does not tell
   */
  public long processorTicks() throws IOException {
    return number(USER_TICKS) + number(KERNEL_TICKS);
  }

  private long number(int field) throws IOException {
    int at = field - STATE;
    try {
      return Long.parseLong(at < fields.length ? fields[at] : "");
    } catch (NumberFormatException e) {
      throw new IOException("field " + field + " of stat is no number", e);
    }
  }
}
