package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Measured;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What it costs to put hooks into an application of 20,000 classes is paid by the agent's own
 * thread, and not by those of the application.
 */
@Tag("jdks")
class HookCostIT {
  private static final Duration LIMIT = Duration.ofSeconds(300);
  private static final int LOADERS = 20;
  private static final int CLASSES = 1000;
  private static final int RUNS = Integer.getInteger("hostshift.it.hookRuns", 3);

  /** One class in so many asks for the processors. */
  private static final int ASKING = 50;

  private static final Pattern LEVER =
      Pattern.compile("hook: [0-9]+ call sites in ([0-9]+) classes");

  /** Its threads work at first, and have nothing to do from then on. */
  private static final String PROGRAM =
      """
      import java.io.*;
      import java.lang.management.*;
      import java.net.*;
      import java.util.*;
      import java.util.concurrent.*;
      public class Large {
        static final List<ClassLoader> LOADERS = new ArrayList<>();
        public static void main(String[] args) throws Exception {
          URL[] jar = {new File(args[0]).toURI().toURL()};
          int classes = Integer.parseInt(args[2]);
          ExecutorService pool = Executors.newFixedThreadPool(4, new ThreadFactory() {
            int made;
            public Thread newThread(Runnable task) {
              Thread thread = new Thread(task, "application-" + ++made);
              thread.setDaemon(true);
              return thread;
            }
          });
          List<Future<?>> loading = new ArrayList<>();
          for (int i = Integer.parseInt(args[1]); i > 0; i--) {
            ClassLoader loader = new URLClassLoader(jar, null);
            LOADERS.add(loader);
            loading.add(pool.submit(() -> {
              for (int j = 0; j < classes; j++) Class.forName("C" + j, true, loader);
              return null;
            }));
          }
          for (Future<?> each : loading) each.get();
          cpu("before"); // All that asking needs is loaded by then.
          System.out.println(
              "loaded " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          for (String phase = in.readLine(); phase != null; phase = in.readLine()) {
            if (phase.equals("ask")) ask(classes, Integer.parseInt(args[3])); else cpu(phase);
          }
        }
        static void ask(int classes, int each) throws Exception {
          Set<Object> answers = new TreeSet<>();
          int asked = 0;
          for (ClassLoader loader : LOADERS) {
            for (int j = 0; j < classes; j += each, asked++) {
              Class<?> type = Class.forName("C" + j, true, loader);
              java.lang.reflect.Constructor<?> made = type.getDeclaredConstructor();
              java.lang.reflect.Method ask = type.getDeclaredMethod("ask");
              made.setAccessible(true);
              ask.setAccessible(true);
              answers.add(ask.invoke(made.newInstance()));
            }
          }
          System.out.println(asked + " say " + answers);
        }
        static void cpu(String phase) {
          ThreadMXBean threads = ManagementFactory.getThreadMXBean();
          for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null) {
              System.out.println(phase + "=" + threads.getThreadCpuTime(info.getThreadId())
                  + "=" + info.getThreadName());
            }
          }
          System.out.println(phase + "=" + ((com.sun.management.OperatingSystemMXBean)
              ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() + "=process");
          System.out.println("end of " + phase);
        }
      }
      """;

  @TempDir Path folder;

  static Stream<Jdk> jdks() {
    return Stream.of(8, 17, 25).map(Jdk::of);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("jdks")
  void shouldInstallOnTheAgentsThread(Jdk jdk) throws Exception {
    Path jar = classes();
    long[] millis = new long[RUNS];
    for (int run = 0; run < RUNS; run++) {
      millis[run] = install(jdk, jar, LOADERS);
    }
    Arrays.sort(millis);
    System.out.printf(
        "%s: median of %d runs %d ms of the installing thread%n", jdk, RUNS, millis[RUNS / 2]);
  }

  @Tag("benchmark")
  @ParameterizedTest(name = "{0} classes, in thousands")
  @ValueSource(ints = {1, 5, 20, 50})
  void shouldSayHowTheCostGrowsWithTheClasses(int thousands) throws Exception {
    Jdk jdk = Jdk.of(17);
    Path jar = classes();
    List<Double> millis = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      millis.add((double) install(jdk, jar, thousands));
    }
    String of = thousands + ",000 loaded classes";
    new Figures("growth")
        .add(of, "hostshift", "hooking, own thread", Measured.median(millis), "ms", RUNS)
        .write();
    assertThat(millis).hasSize(RUNS);
  }

  private long install(Jdk jdk, Path jar, int loaders) throws Exception {
    OperatedHost host = new OperatedHost(folder, 3, 5);
    Program program = Program.compile(folder, "Large", PROGRAM);
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("settings=processors:hook," + host.arguments())
            .main(
                program,
                jar.toString(),
                Integer.toString(loaders),
                Integer.toString(CLASSES),
                Integer.toString(ASKING))
            .start()) {
      String loaded = jvm.out().await("loaded ", LIMIT);
      int count = Integer.parseInt(loaded.substring("loaded ".length()));
      assertThat(count).isGreaterThan(loaders * CLASSES);
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);

      Map<String, Long> before = cpu(jvm, "at rest");
      jvm.err().await("to " + host.moveTo(5), LIMIT);
      Map<String, Long> after = cpu(jvm, "installed");
      assertThat(hooked(view)).as("kinds of classes").isGreaterThanOrEqualTo(CLASSES / ASKING);
      jvm.tell("ask");
      jvm.out().await(loaders * CLASSES / ASKING + " say [5]", LIMIT);

      Map<String, Long> spent = new TreeMap<>();
      after.forEach((thread, nanos) -> spent.put(thread, nanos - before.getOrDefault(thread, 0L)));
      List<String> applications =
          spent.keySet().stream().filter(thread -> thread.startsWith("application-")).toList();
      assertThat(applications).hasSize(Math.min(4, loaders));
      assertThat(applications).allSatisfy(thread -> assertThat(spent.get(thread)).isZero());
      long agent =
          spent.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith("hostshift"))
              .mapToLong(Map.Entry::getValue)
              .max()
              .orElseThrow();
      spent.remove("process");
      assertThat(agent)
          .isEqualTo(spent.values().stream().mapToLong(Long::longValue).max().orElse(0));
      System.out.printf(
          "%s: %d classes loaded, %d of them to hook: %d ms CPU of the installing thread, %d ms of the JVM%n",
          jdk,
          count,
          loaders * CLASSES / ASKING,
          agent / 1_000_000,
          (after.get("process") - before.get("process")) / 1_000_000);
      return agent / 1_000_000;
    }
  }

  /** In how many classes hooks are by now, by their names. */
  private static int hooked(AgentView view) {
    Matcher lever = LEVER.matcher(view.settings("lever").get("processors").toString());
    return lever.matches() ? Integer.parseInt(lever.group(1)) : 0;
  }

  /** CPU time of each thread by its name, and of the process. */
  private static Map<String, Long> cpu(ForkedJvm jvm, String phase) throws IOException {
    jvm.tell(phase);
    jvm.out().await("end of " + phase, LIMIT);
    Map<String, Long> nanos = new TreeMap<>();
    for (String line : jvm.out().all()) {
      String[] parts = line.split("=", 3);
      if (parts[0].equals(phase)) {
        nanos.merge(parts[2], Long.valueOf(parts[1]), Long::sum);
      }
    }
    return nanos;
  }

  /** Classes of the size that an application's have, in a jar. */
  private Path classes() throws IOException {
    Path source = folder.resolve("Generated.java");
    Path classes = Files.createDirectories(folder.resolve("generated"));
    StringBuilder text = new StringBuilder("import java.util.*;\n");
    for (int i = 0; i < CLASSES; i++) {
      text.append("class C")
          .append(i)
          .append(" {\n  final Map<String, Object> held = new HashMap<>();\n");
      for (int j = 0; j < 12; j++) {
        text.append(
            """
              List<String> method%2$d(String name, long number) {
                held.put("key %1$d.%2$d", name + " of %1$d.%2$d " + number);
                return new ArrayList<>(Collections.singletonList(name));
              }
            """
                .formatted(i, j));
      }
      if (i % ASKING == 0) {
        text.append("  int ask() { return Runtime.getRuntime().availableProcessors(); }\n");
      }
      text.append("}\n");
    }
    Files.writeString(source, text);
    run("javac", "--release", "8", "-Xlint:-options", "-d", classes.toString(), source.toString());
    Path jar = folder.resolve("generated.jar");
    run("jar", "cf", jar.toString(), "-C", classes.toString(), ".");
    return jar;
  }

  private static void run(String tool, String... arguments) {
    int failed = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments);
    assertThat(failed).as("%s %s", tool, List.of(arguments)).isZero();
  }
}
