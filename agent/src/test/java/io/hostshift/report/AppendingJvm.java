package io.hostshift.report;

import io.hostshift.base.LineFile;
import java.nio.file.Paths;

/** A JVM that appends lines to a file as fast as it can: file, how many, size of a rotation. */
final class AppendingJvm {
  private AppendingJvm() {}

  public static void main(String[] arguments) throws Exception {
    LineFile file = new LineFile(Paths.get(arguments[0]), Long.parseLong(arguments[2]));
    String line = EventJson.line(SampleReports.move());
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      file.append(line);
    }
  }
}
