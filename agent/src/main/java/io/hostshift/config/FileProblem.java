package io.hostshift.config;

import java.io.File;

/** Something in a file that the agent would not take. */
public final class FileProblem {
  private final File file;
  private final int line;
  private final String reason;

  FileProblem(File file, int line, String reason) {
    this.file = file;
    this.line = line;
    this.reason = reason;
  }

  public File file() {
    return file;
  }

  /** Counted from 1; 0 if it is the file as a whole. */
  public int line() {
    return line;
  }

  /** What is wrong and what is accepted, in one line. */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return file + (line == 0 ? "" : " line " + line) + ": " + reason;
  }
}
