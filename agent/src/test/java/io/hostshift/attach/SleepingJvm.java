package io.hostshift.attach;

/** A JVM that does nothing. */
public final class SleepingJvm {
  private SleepingJvm() {}

  public static void main(String[] arguments) throws InterruptedException {
    Thread.sleep(600_000); // Until the test ends it.
  }
}
