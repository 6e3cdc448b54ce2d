package io.hostshift.hotspot;

import io.hostshift.base.JavaVersion;
import io.hostshift.base.UnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ForkJoinPool;

/**
 * Changes how many threads a ForkJoinPool runs at once. Java has a method for it from 19 on, and it
 * works on the common pool too, also where that is larger than at start. Earlier there is no lever:
 * the number is packed into the pool's control word, which only its own code may change.
 */
public final class ForkJoinPools {
  private static final int SETS_PARALLELISM = 19;
  private static final int STARTS_AT_ONCE = 26;

  private static final Method SET_PARALLELISM = lookUp();

  private ForkJoinPools() {}

  /** Why {@link #setParallelism} cannot work on this JVM; null if it can. */
  public static String refusal() {
    return SET_PARALLELISM == null ? "ForkJoinPool.setParallelism came with Java 19" : null;
  }

  /**
   * Sets the target parallelism; running tasks are not interrupted.
   *
   * @param parallelism from 1 to 32767
   * @return what it was before
   * @throws UnavailableException if this JVM has no such lever, or the pool refuses
   */
  public static int setParallelism(ForkJoinPool pool, int parallelism) throws UnavailableException {
    if (SET_PARALLELISM == null) {
      throw new UnavailableException(refusal());
    }
    try {
      return (Integer) SET_PARALLELISM.invoke(pool, parallelism);
    } catch (InvocationTargetException e) {
      throw new UnavailableException("the pool refuses: " + e.getCause(), e);
    } catch (IllegalAccessException e) {
      throw new UnavailableException("the pool cannot be called: " + e, e);
    }
  }

  /** Whether a pool whose parallelism rises starts a thread at once, on the thread that says so. */
  public static boolean startThreads() {
    return JavaVersion.feature() >= STARTS_AT_ONCE;
  }

  private static Method lookUp() {
    if (JavaVersion.feature() < SETS_PARALLELISM) {
      return null; // refusal() says so. To ask for a method that is not there costs milliseconds.
    }
    try {
      return ForkJoinPool.class.getMethod("setParallelism", int.class);
    } catch (NoSuchMethodException e) {
      return null; // A JDK of somebody's own.
    }
  }
}
