package io.hostshift.ergonomics;

/**
 * How many compiler threads a fresh HotSpot allows itself. They come and go with the work, so that
 * there is nothing to retune; what this tells is how a JVM that was sized for another host differs.
 */
public final class CompilerThreads {
  private CompilerThreads() {}

  /**
   * {@code CICompilerCount} with tiered compilation, for code caches of the usual size ({@code
   * CompilationPolicy::initialize}): 2, from 4 processors on 3, from 8 on 4, and from 16 on 12.
   *
   * @param processors at least 1
   */
  public static int count(int processors) {
    int log = log2(processors);
    return Math.max(2, log * log2(Math.max(1, log)) * 3 / 2);
  }

  private static int log2(int number) {
    return 31 - Integer.numberOfLeadingZeros(number);
  }
}
