package io.hostshift.instrument.pool;

import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * Calls a method of a pool in the name of the JDK. A thread that the pool starts meanwhile keeps,
 * up to Java 23, whose code was on the way to it: only this and what it calls, and nothing that is
 * below it.
 *
 * <p>A copy of it is defined in the boot loader, under another name, and stays there. It refers to
 * nothing of ours. A change of its methods needs another name, because a copy of an earlier agent
 * may be in the JVM already.
 */
public final class PoolCall implements PrivilegedExceptionAction<Object> {
  private final Method method;
  private final Object pool;
  private final int threads;

  private PoolCall(Method method, Object pool, int threads) {
    this.method = method;
    this.pool = pool;
    this.threads = threads;
  }

  /** Throws what the method throws, in the exceptions of whoever was between. */
  public static void make(Method method, Object pool, int threads)
      throws PrivilegedActionException {
    AccessController.doPrivileged(new PoolCall(method, pool, threads));
  }

  @Override
  public Object run() throws ReflectiveOperationException {
    return method.invoke(pool, threads);
  }
}
