package io.hostshift.it.run;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What comes to be in time: a test asks again and again until it is so. */
public final class Eventually {
  private static final long BETWEEN_MILLIS = 20;

  private Eventually() {}

  /**
   * Waits until the condition holds.
   *
   * @throws AssertionError that says what did not come to be within the limit
   */
  public static void holds(String what, Duration limit, Callable<Boolean> condition) {
    holds(() -> what, limit, condition);
  }

  /** As {@link #holds(String, Duration, Callable)}; what it was is asked for at the end alone. */
  public static void holds(Supplier<String> what, Duration limit, Callable<Boolean> condition) {
    answers(what, limit, condition, Boolean::booleanValue);
  }

  /** The first answer that is as wanted; else an error with the last one. */
  public static <T> T answers(
      String what, Duration limit, Callable<T> question, Predicate<? super T> wanted) {
    return answers(() -> what, limit, question, wanted);
  }

  /** As {@link #answers(String, Duration, Callable, Predicate)}. */
  public static <T> T answers(
      Supplier<String> what, Duration limit, Callable<T> question, Predicate<? super T> wanted) {
    long begin = System.nanoTime();
    try {
      while (true) {
        T answer = question.call();
        if (wanted.test(answer)) {
          return answer;
        }
        if (System.nanoTime() - begin > limit.toNanos()) {
          throw new AssertionError(
              "not within " + limit + ": " + what.get() + "; the last answer is " + answer);
        }
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what.get(), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("cannot be asked: " + what.get(), e);
    }
  }
}
