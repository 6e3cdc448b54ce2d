package io.hostshift.instrument.pool;

import io.hostshift.base.JavaVersion;
import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.BootClass;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.PrivilegedActionException;
import java.util.concurrent.ThreadPoolExecutor;

/** Calls methods of pools so that no thread that they start keeps anything of ours. */
public final class PoolMethods {
  /** Simple name of the copy of {@link PoolCall}. */
  private static final String COPY = "HostshiftPoolCall1";

  /** From here on threads keep nothing of the code that has started them. */
  private static final int FORGETFUL = 24;

  /** Calls them as anybody would. */
  public static final PoolMethods PLAIN = new PoolMethods(null);

  private final Method call;

  private PoolMethods(Method call) {
    this.call = call;
  }

  /**
   * By the JDK's own loader, where that is needed.
   *
   * @throws UnavailableException if this JVM does not let us
   */
  public static PoolMethods open(Instrumentation instrumentation) throws UnavailableException {
    if (JavaVersion.feature() >= FORGETFUL) {
      return PLAIN;
    }
    Class<?> copy =
        BootClass.define(instrumentation, PoolCall.class, ThreadPoolExecutor.class, COPY);
    try {
      return new PoolMethods(copy.getMethod("make", Method.class, Object.class, int.class));
    } catch (NoSuchMethodException e) {
      throw new UnavailableException(copy + " is another one: " + e, e);
    }
  }

  /**
   * Calls a method that takes a number of threads.
   *
   * @throws IOException if the pool refuses, or cannot be called
   */
  public void call(Method method, Object pool, int threads) throws IOException {
    try {
      if (call == null) {
        method.invoke(pool, threads);
      } else {
        call.invoke(null, method, pool, threads);
      }
    } catch (InvocationTargetException e) {
      throw new IOException("the pool refuses: " + cause(e), e);
    } catch (IllegalAccessException | RuntimeException e) {
      throw new IOException("the pool cannot be called: " + e, e);
    }
  }

  /** What the pool itself has thrown. */
  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null
        && (cause instanceof InvocationTargetException
            || cause instanceof PrivilegedActionException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
