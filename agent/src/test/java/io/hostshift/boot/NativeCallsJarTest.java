package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Native calls as the command line makes them before Java 16: for several JVMs at once. */
class NativeCallsJarTest {
  private static final int THREADS = 16;

  @Test
  void shouldLoadTheNativeLibraryOnceForAllThreads() throws Exception {
    File jar = new File(System.getProperty("hostshift.jar"));
    IsolatingLoader loader = IsolatingLoader.open(jar, ClassLoader.getPlatformClassLoader(), null);
    Set<String> before = copies();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier together = new CyclicBarrier(THREADS);
      Callable<Object> call =
          () -> {
            Class<?> type = loader.loadClass("io.hostshift.nativeaccess.Jna");
            Object jna =
                type.getConstructor(java.lang.instrument.Instrumentation.class)
                    .newInstance((Object) null);
            together.await();
            Object function = type.getMethod("function", String.class).invoke(jna, "getpid");
            return function
                .getClass()
                .getMethod("invokeInt", Object[].class)
                .invoke(function, (Object) new Object[0]);
          };
      List<Future<Object>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(threads.submit(call));
      }

      for (Future<Object> each : calls) {
        assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo((int) ProcessHandle.current().pid());
      }
      // A call that is linked to a second copy of the library finds it not set up, and crashes.
      assertThat(copies()).hasSize(before.size() + 1);
    } finally {
      threads.shutdownNow();
      loader.close();
    }
  }

  /** The files of JNA's library that are mapped into this process. */
  private static Set<String> copies() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains("libjnidispatch"))
        .map(line -> line.substring(line.indexOf('/')))
        .collect(Collectors.toSet());
  }
}
