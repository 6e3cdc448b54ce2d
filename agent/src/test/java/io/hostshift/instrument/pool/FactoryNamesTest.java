package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FactoryNamesTest {
  /** Opens nothing: these classes are open to each other. */
  private final FactoryNames names =
      new FactoryNames(
          (Instrumentation)
              Proxy.newProxyInstance(
                  FactoryNamesTest.class.getClassLoader(),
                  new Class<?>[] {Instrumentation.class},
                  (proxy, method, arguments) -> null));

  static class Prefixed implements ThreadFactory {
    private static final String PREFIX_OF_ALL = "none";
    private final String group = "group";
    private final String namePrefix;

    Prefixed(String namePrefix) {
      this.namePrefix = namePrefix;
    }

    @Override
    public Thread newThread(Runnable run) {
      throw new AssertionError("is not to be called, for " + PREFIX_OF_ALL + group + namePrefix);
    }
  }

  static class Inherited extends Prefixed {
    Inherited() {
      super("jobs-");
    }
  }

  private String of(ThreadFactory factory) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    try {
      return names.of(pool).prefix();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void shouldTellWhatThreadsWillBeCalled() {
    assertThat(of(new Prefixed("opensearch[n][search]"))).isEqualTo("opensearch[n][search]");
    assertThat(of(new Inherited())).isEqualTo("jobs");
  }

  @Test
  void shouldTellNothingWhereNothingIsSaid() {
    assertThat(of(new Prefixed(null))).isEmpty();
    assertThat(of(Thread::new)).isEmpty();
    assertThat(of(Executors.defaultThreadFactory())).isEmpty();
    assertThat(names.of(ForkJoinPool.commonPool()).any()).isEmpty();
  }
}
