package io.hostshift.it.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application that creates its pools in static initialisers starts while hooks are put into the
 * very classes that it loads, initialises and uses, and neither waits for the other for ever.
 *
 * <p>{@code -Dhostshift.it.starts=1000} sets how often each JDK is started in the long run, 200
 * times unless set.
 */
class HookStartIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int FEW = 5;
  private static final int MANY = Integer.getInteger("hostshift.it.starts", 200);
  private static final int SERVICES = 24;

  /** More than the processors that it is given. */
  private static final int TOLD = 5;

  private static final String[] POOLS = {
    "Executors.newFixedThreadPool(2 * P, DAEMON)",
    "Executors.newScheduledThreadPool(P + 1, DAEMON)",
    "new ForkJoinPool(P)",
    "new ThreadPoolExecutor(P, 2 * P, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DAEMON)"
  };

  /** A task is of a class of its own, which needs none whose initialiser waits for it. */
  private static final String SERVICE =
      """
        static class Task%1$d implements Callable<Integer> {
          static final int P = Runtime.getRuntime().availableProcessors();
          public Integer call() {
            IntSupplier reference = Runtime.getRuntime()::availableProcessors;
            return P + reference.getAsInt();
          }
        }
        static class Service%1$d {
          static final int P = Runtime.getRuntime().availableProcessors();
          static final ExecutorService POOL = %2$s;
          static {
            try {
              if (POOL.submit(new Task%1$d()).get() < 2) throw new AssertionError("no processors");
            } catch (InterruptedException | ExecutionException e) {
              throw new AssertionError(e);
            } finally {
              POOL.shutdown();
            }
          }
        }
      """;

  private static final String PROGRAM =
      """
      import java.io.*;
      import java.lang.management.ManagementFactory;
      import java.util.concurrent.*;
      import java.util.function.IntSupplier;
      import javax.management.*;
      import javax.management.openmbean.CompositeData;
      public class Starting {
        public static final ThreadFactory DAEMON = task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          return thread;
        };
        /** Loads services anew, more than one at a time. */
        static class Anew extends ClassLoader {
          static { registerAsParallelCapable(); }
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("Starting$Service") && !name.startsWith("Starting$Task")) {
              return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
              Class<?> loaded = findLoadedClass(name);
              if (loaded != null) return loaded;
              try (InputStream in = Starting.class.getResourceAsStream("/" + name + ".class")) {
                byte[] bytes = new byte[in.available()];
                new DataInputStream(in).readFully(bytes);
                return defineClass(name, bytes, 0, bytes.length);
              } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
              }
            }
          }
        }
        static volatile Throwable failure;
        static void initialise(ClassLoader loader, int service) {
          try {
            Class.forName("Starting$Service" + service, true, loader);
          } catch (Throwable e) {
            failure = e;
          }
        }
        /** Both threads initialise every service, from either end. */
        static void round(int services) throws Throwable {
          ClassLoader loader = new Anew();
          Thread up = new Thread(() -> {
            for (int i = 0; i < services; i++) initialise(loader, i);
          });
          Thread down = new Thread(() -> {
            for (int i = services - 1; i >= 0; i--) initialise(loader, i);
          });
          up.start();
          down.start();
          up.join();
          down.join();
          if (failure != null) throw failure;
          int told = Runtime.getRuntime().availableProcessors();
          for (int i = 0; i < services; i++) {
            java.lang.reflect.Field p =
                Class.forName("Starting$Service" + i, true, loader).getDeclaredField("P");
            p.setAccessible(true);
            last &= p.getInt(null) == told;
          }
        }
        static boolean last;
        /** Called anew each time: a method that runs keeps the code that it began with. */
        static int asked() {
          return Runtime.getRuntime().availableProcessors();
        }
        public static void main(String[] args) throws Throwable {
          int services = Integer.parseInt(args[0]);
          int told = Integer.parseInt(args[1]);
          int rounds = 0;
          do {
            round(services);
            rounds++;
          } while (asked() != told);
          last = true;
          round(services);
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName tuning = new ObjectName("io.hostshift:type=Tuning");
          while (!server.isRegistered(tuning)) Thread.sleep(20);
          String reason = "";
          while (!reason.contains("an earlier number")) {
            Thread.sleep(20);
            for (CompositeData row : (CompositeData[]) server.getAttribute(tuning, "Settings")) {
              if (row.get("name").equals("processors")) {
                reason = row.get("state") + " " + row.get("reason");
              }
            }
          }
          System.out.println("rounds before " + rounds);
          System.out.println("told in the last " + last);
          System.out.println("reason " + reason);
          System.exit(7);
        }
      """;

  @TempDir Path folder;

  static Stream<Jdk> jdks() {
    return Stream.of(8, 17, 25).map(Jdk::of);
  }

  @Test
  void shouldStartAFewTimes() throws Exception {
    start(Jdk.running(), FEW);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  @Tag("jdks")
  @Tag("long")
  void shouldStartManyTimes(Jdk jdk) throws Exception {
    start(jdk, MANY);
  }

  private void start(Jdk jdk, int times) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.json"), "{\"rules\": [{\"processors\": " + TOLD + "}]}");
    Program program = Program.compile(folder, "Starting", program());
    int during = 0;
    for (int i = 1; i <= times; i++) {
      try (ForkedJvm jvm =
          ForkedJvm.on(jdk)
              .startedBy("taskset", "-c", twoProcessors())
              .agent("settings=processors:hook,pools=resize,sources=capacity,rules=" + rules)
              .main(program, Integer.toString(SERVICES), Integer.toString(TOLD))
              .start()) {
        awaitExit(jdk, jvm, "start " + i);
        assertThat(jvm.out().all())
            .as("start %d of %s: %s", i, jdk, jvm)
            .contains("told in the last true")
            .anyMatch(line -> line.startsWith("reason APPLIED") && !line.contains("could not"));
        assertThat(jvm.err().all())
            .as("start %d of %s", i, jdk)
            .allMatch(line -> line.startsWith("hostshift watches "));
        during += jvm.out().all().contains("rounds before 1") ? 0 : 1;
      }
    }
    System.out.printf(
        "%s: %d starts, %d of them with hooks that came after the first round%n",
        jdk, times, during);
  }

  private static String program() {
    return PROGRAM
        + IntStream.range(0, SERVICES)
            .mapToObj(i -> SERVICE.formatted(i, POOLS[i % POOLS.length]))
            .collect(Collectors.joining())
        + "}\n";
  }

  /** What hangs says where. */
  private static void awaitExit(Jdk jdk, ForkedJvm jvm, String start) throws Exception {
    if (!jvm.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      Process dump =
          new ProcessBuilder(jdk.tool("jstack").toString(), "-l", Long.toString(jvm.pid()))
              .redirectErrorStream(true)
              .start();
      String threads = new String(dump.getInputStream().readAllBytes());
      throw new AssertionError(start + " hangs: " + jvm + "\n" + threads);
    }
    assertThat(jvm.awaitExit(LIMIT)).as("%s of %s: %s", start, jdk, jvm).isEqualTo(7);
  }

  /** The first two that this process may use, for {@code taskset}. */
  private static String twoProcessors() throws IOException {
    String allowed =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Cpus_allowed_list:"))
            .map(line -> line.substring(line.indexOf(':') + 1).trim())
            .findFirst()
            .orElseThrow();
    return Stream.of(allowed.split(","))
        .flatMap(HookStartIT::each)
        .limit(2)
        .collect(Collectors.joining(","));
  }

  private static Stream<String> each(String range) {
    List<Integer> ends = Stream.of(range.split("-")).map(Integer::valueOf).toList();
    return IntStream.rangeClosed(ends.get(0), ends.get(ends.size() - 1)).mapToObj(i -> "" + i);
  }
}
