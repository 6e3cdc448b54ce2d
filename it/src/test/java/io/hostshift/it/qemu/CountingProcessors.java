package io.hostshift.it.qemu;

import io.hostshift.it.run.Program;
import java.nio.file.Path;

/** A program that says how many processors there are whenever that changes. */
final class CountingProcessors {
  static final String NAME = "CountingProcessors";

  private static final String SOURCE =
      """
      public class CountingProcessors {
        public static void main(String[] args) throws InterruptedException {
          int last = 0;
          while (true) {
            int now = Runtime.getRuntime().availableProcessors();
            if (now != last) System.out.println("processors " + now);
            last = now;
            Thread.sleep(100); // How finely it looks.
          }
        }
      }
      """;

  private CountingProcessors() {}

  /** Its class file, which every JDK runs. */
  static Path compile(Path folder) {
    return Program.compile(folder, NAME, SOURCE).classes().resolve(NAME + ".class");
  }
}
