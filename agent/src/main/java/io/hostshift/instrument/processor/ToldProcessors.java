package io.hostshift.instrument.processor;

/**
 * The number of processors that the application is told: by a hook while it answers, or else by the
 * JVM. Our own classes are never hooked, and so would be told the JVM's when they ask it.
 */
public final class ToldProcessors {
  private static volatile int hooked;

  private ToldProcessors() {}

  /** At least 1; asks the JVM while no hook answers. */
  public static int now() {
    int number = hooked;
    return number > 0 ? number : Runtime.getRuntime().availableProcessors();
  }

  /**
   * Takes what hooks answer from now on.
   *
   * @param processors 0 while the JVM's own answer holds
   */
  static void answer(int processors) {
    hooked = processors;
  }
}
