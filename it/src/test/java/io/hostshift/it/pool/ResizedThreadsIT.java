package io.hostshift.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.Residue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Threads that pools start because they are resized while tasks wait are as those that the
 * application's own threads have started: for the kernel, for Java, and when the agent has gone.
 */
@Tag("jdks")
class ResizedThreadsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FEW = 2;
  private static final int MORE = 6;

  /** From this version on their parallelism is raised with threads that are started at once. */
  private static final int FORK_JOIN_STARTS = 26;

  /**
   * Each task says of its thread: the pool, the nice value, whether it is a daemon, its priority,
   * group, context class loader and inheritable thread local, and the class loaders of the domains
   * that it has taken over.
   */
  private static final String POOLS =
      """
      import java.io.*;
      import java.lang.reflect.*;
      import java.net.*;
      import java.security.*;
      import java.util.*;
      import java.util.concurrent.*;
      public class Pools {
        static final InheritableThreadLocal<String> LOCAL = new InheritableThreadLocal<>();
        static final CountDownLatch END = new CountDownLatch(1);
        static class Named extends URLClassLoader {
          Named() { super(new URL[0], Pools.class.getClassLoader()); }
          public String toString() { return "theirs"; }
        }
        static String taken(Thread thread) throws Exception {
          Field inherited;
          try {
            inherited = Thread.class.getDeclaredField("inheritedAccessControlContext");
          } catch (NoSuchFieldException since24) {
            return "nothing";
          }
          inherited.setAccessible(true);
          AccessControlContext context = (AccessControlContext) inherited.get(thread);
          if (context == null) return "nothing";
          Field domains = AccessControlContext.class.getDeclaredField("context");
          domains.setAccessible(true);
          Set<String> loaders = new TreeSet<>();
          ProtectionDomain[] all = (ProtectionDomain[]) domains.get(context);
          for (ProtectionDomain each : all == null ? new ProtectionDomain[0] : all) {
            loaders.add(each.getClassLoader() + "@" + each.getCodeSource());
          }
          return loaders.toString();
        }
        static Runnable task(String pool) {
          return () -> {
            try {
              String stat;
              try (BufferedReader in = new BufferedReader(new FileReader("/proc/thread-self/stat"))) {
                stat = in.readLine();
              }
              String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
              Thread here = Thread.currentThread();
              String fact = "fact " + pool + " nice=" + fields[16];
              if (!pool.equals("virtual")) {
                fact += " daemon=" + here.isDaemon() + " priority=" + here.getPriority() + " group="
                    + here.getThreadGroup().getName() + " loader=" + (pool.equals("common") ? "" : here.getContextClassLoader())
                    + " local=" + LOCAL.get();
                System.out.println("taken " + pool + " " + taken(here));
              }
              System.out.println(fact);
              if (pool.equals("virtual")) {
                while (END.getCount() > 0) { }
              }
              END.await();
            } catch (Throwable e) {
              System.out.println("fact " + pool + " " + e);
            }
          };
        }
        static void create() {
          int p = Runtime.getRuntime().availableProcessors();
          ExecutorService bare = new ThreadPoolExecutor(
              p, p, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (Runnable r) -> new Thread(r));
          ExecutorService jdks = Executors.newFixedThreadPool(p);
          for (int i = 0; i < 12; i++) {
            bare.execute(task("bare"));
            jdks.execute(task("jdks"));
            if (Boolean.getBoolean("forkJoin")) ForkJoinPool.commonPool().execute(task("common"));
          }
        }
        public static void main(String[] args) throws Exception {
          if (Boolean.getBoolean("forkJoin")) {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            for (int i = 0; i < 12; i++) start.invoke(null, task("virtual"));
          }
          System.in.read();
          Thread creator = new Thread(new ThreadGroup("theirs"), Pools::create);
          creator.setContextClassLoader(new Named());
          creator.start();
          creator.join();
          while (System.in.read() >= 0) { }
          END.countDown();
          System.exit(0);
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(to = 26)
  void shouldBeAsTheOthersOfTheirPool(int version) throws Exception {
    Jdk jdk = Jdk.of(version);
    boolean forkJoin = jdk.version() >= FORK_JOIN_STARTS;
    OperatedHost hosts = new OperatedHost(folder, FEW, MORE);
    hosts.moveTo(FEW);
    Program pools = Program.compile(folder, "Pools", POOLS);
    JvmCommand command =
        ForkedJvm.on(jdk).agent("pools=resize,interval=100ms," + hosts.arguments());
    if (jdk.version() > 8) {
      command.options(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.security=ALL-UNNAMED");
    }
    try (ForkedJvm jvm =
        command
            .options("-DforkJoin=" + forkJoin, "-XX:ActiveProcessorCount=" + FEW)
            .main(pools)
            .start()) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      jvm.tell("");
      view.await(
          "two pools that follow",
          now -> now.pools().stream().filter(row -> "P".equals(row.get("rule"))).count() >= 2,
          LIMIT);
      Map<String, Integer> before = await(jvm, FEW, forkJoin);

      hosts.moveTo(MORE);
      view.awaitSettled(1, LIMIT);
      Map<String, Integer> after = await(jvm, MORE, forkJoin);
      System.out.println(jdk + ": " + after);

      assertThat(before.keySet()).allMatch(fact -> fact.contains(" nice=0"));
      assertThat(after.keySet())
          .as("nothing else was seen of any thread")
          .isEqualTo(before.keySet());
      assertThat(after.keySet())
          .anyMatch(fact -> fact.startsWith("bare nice=0 daemon=false priority=5 group=theirs"))
          .noneMatch(fact -> fact.contains("Exception"));
      assertThat(jvm.out().all()).noneMatch(line -> line.contains("hostshift"));

      Hostshift detached = Hostshift.run(jdk, "detach", Long.toString(jvm.pid()));
      assertThat(detached.code()).as("%s", detached).isZero();
      // Their threads are at work still.
      new Residue(jdk, jvm.pid(), List.of()).assertNone();
      assertThat(jvm.err().all()).noneMatch(line -> line.matches("hostshift (warn|error): .*"));
    }
  }

  /** What so many threads of each pool say of themselves, and how many say it. */
  private static Map<String, Integer> await(ForkedJvm jvm, int threads, boolean forkJoin)
      throws Exception {
    List<String> pools = new ArrayList<>(List.of("bare", "jdks"));
    if (forkJoin) {
      pools.add("virtual");
    }
    Eventually.holds(
        threads + " threads of each pool",
        LIMIT,
        () -> pools.stream().allMatch(pool -> facts(jvm, pool).count() >= threads));
    Map<String, Integer> facts = new TreeMap<>();
    Stream.concat(pools.stream(), Stream.of("common"))
        .flatMap(pool -> facts(jvm, pool))
        .forEach(fact -> facts.merge(fact, 1, Integer::sum));
    return facts;
  }

  private static Stream<String> facts(ForkedJvm jvm, String pool) {
    return Arrays.stream(jvm.out().all().toArray(String[]::new))
        .filter(line -> line.startsWith("fact " + pool + " "))
        .map(line -> line.substring("fact ".length()));
  }
}
