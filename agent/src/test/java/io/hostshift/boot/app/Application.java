package io.hostshift.boot.app;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An application to run beside the agent: prints which of the named classes it can see, waits for a
 * line in a file, or for the agent to be off, if told so, and ends with a code of its own.
 */
public final class Application {
  public static final int EXIT_CODE = 7;

  private Application() {}

  public static void main(String[] classes) throws Exception {
    for (String name : classes) {
      try {
        System.out.println("sees " + Class.forName(name));
      } catch (ClassNotFoundException e) {
        System.out.println("does not see " + name);
      }
    }
    String awaited = System.getProperty("hostshift.test.await");
    Path notes = Path.of(System.getProperty("hostshift.test.notes", "/"));
    long end = System.nanoTime() + 30_000_000_000L;
    while (awaited != null && System.nanoTime() < end) {
      if (awaited.equals("off")
          ? System.getProperty("hostshift.version") == null
          : Files.isRegularFile(notes) && Files.readAllLines(notes).contains(awaited)) {
        break;
      }
      Thread.sleep(20); // A program of its own, with nothing of the tests on its class path.
    }
    System.exit(EXIT_CODE);
  }
}
