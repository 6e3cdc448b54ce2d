package io.hostshift.instrument.pool;

import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.BootClass;
import io.hostshift.instrument.ClassFiles;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Tells of every pool that is created, by a call at the end of the constructors of {@code
 * ThreadPoolExecutor}, which {@code ScheduledThreadPoolExecutor} runs as well, and {@code
 * ForkJoinPool}.
 *
 * <p>The transformer stays registered as long as the hook is wanted. Whoever has the JVM transform
 * one of the two classes anew (the hooks of processors, another agent, a debugger) has it begin
 * with the class file and ask the transformers that there are then: without ours the call would be
 * gone. The price is that the JVM shows it every class that is loaded, which it looks at the
 * identity of, no more.
 */
final class PoolHook {
  private static final Class<?>[] HOOKED = {ThreadPoolExecutor.class, ForkJoinPool.class};

  /** Simple name of the copy that the JDK's code calls. */
  static final String COPY = "HostshiftCreatedPools1";

  private final Instrumentation instrumentation;
  private Class<?> told;
  private Transformer transformer;

  PoolHook(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Installs the hook, and creates a pool to see that it works.
   *
   * @param listener gets each pool with its core and maximum size, on the thread that creates it;
   *     must not block
   * @throws UnavailableException if it cannot be installed; nothing is transformed then
   */
  synchronized void install(BiConsumer<Object, int[]> listener) throws UnavailableException {
    told = BootClass.define(instrumentation, CreatedPools.class, HOOKED[0], COPY);
    for (Class<?> type : HOOKED) {
      // Once before it counts: what the transformer needs is loaded by now, and it will not fail.
      CreationProbe.add(ClassFiles.of(null, type.getName()), told.getName());
    }
    transformer = new Transformer(told.getName());
    instrumentation.addTransformer(transformer, true);
    try {
      retransform();
      if (transformer.failure != null) {
        throw transformer.failure;
      }
    } catch (UnavailableException e) {
      remove();
      throw e;
    }
    AtomicBoolean heard = new AtomicBoolean();
    tell((pool, sizes) -> heard.set(true));
    new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()).shutdown();
    if (!heard.get()) {
      remove();
      throw new UnavailableException("the hook in ThreadPoolExecutor has no effect on this JVM");
    }
    tell(listener);
    // Loads what the listener needs, so that no thread of the application has to.
    new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>()).shutdown();
  }

  /** Takes it out again: the classes are as they were, except for what others have done to them. */
  synchronized void remove() throws UnavailableException {
    if (transformer == null) {
      return;
    }
    tell(null);
    instrumentation.removeTransformer(transformer);
    transformer = null;
    retransform();
  }

  /** Why one of the two classes has no hook since somebody transformed it anew; null if both do. */
  synchronized UnavailableException lost() {
    return transformer == null ? null : transformer.failure;
  }

  private void tell(BiConsumer<Object, int[]> listener) throws UnavailableException {
    try {
      told.getField("listener").set(null, listener);
    } catch (ReflectiveOperationException e) {
      throw new UnavailableException("the hook's own class is another one: " + e, e);
    }
  }

  private void retransform() throws UnavailableException {
    try {
      instrumentation.retransformClasses(HOOKED);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
      throw new UnavailableException("the JDK's pools cannot be transformed: " + e, e);
    }
  }

  /** Called on whichever thread loads a class, or transforms one of the two. */
  private static final class Transformer implements ClassFileTransformer {
    private final String told;
    private volatile UnavailableException failure;

    private Transformer(String told) {
      this.told = told;
    }

    @Override
    public byte[] transform(
        ClassLoader loader,
        String name,
        Class<?> existing,
        ProtectionDomain domain,
        byte[] classFile) {
      if (existing != ThreadPoolExecutor.class && existing != ForkJoinPool.class) {
        return null;
      }
      try {
        return CreationProbe.add(classFile, told);
      } catch (UnavailableException e) {
        failure = e;
        return null;
      }
    }
  }
}
