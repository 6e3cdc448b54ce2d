package io.hostshift.fuzz;

import java.util.Arrays;
import java.util.List;

/**
 * A parser as a fuzzer sees it.
 *
 * @param name unique, such as {@code kvp-pool}
 * @param declared the error with which it may answer; none if it must take anything
 * @param parser throws {@link AssertionError} where a value is nonsense
 * @param seeds inputs as they should be
 */
public record Fuzzed(
    String name, Class<? extends Exception> declared, Parser parser, List<byte[]> seeds) {
  /** Where nothing is declared. */
  public static final Class<? extends Exception> NONE = Never.class;

  /** Of an error that no parser throws. */
  private static final class Never extends Exception {}

  public static Fuzzed of(
      String name, Class<? extends Exception> declared, Parser parser, byte[]... seeds) {
    return new Fuzzed(name, declared, parser, Arrays.asList(seeds));
  }

  /** Returns for a value and for the declared error that says what is wrong; throws all else. */
  public void take(byte[] bytes) throws Exception {
    try {
      parser.parse(bytes);
    } catch (Exception e) {
      if (!declared.isInstance(e)) {
        throw e;
      }
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        throw new AssertionError("does not say what is wrong", e);
      }
    }
  }

  /** Fails unless this holds. */
  public static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
