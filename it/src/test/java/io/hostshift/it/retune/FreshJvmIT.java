package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After an event the settings are those of a JVM that is started with so many processors; that JVM
 * is started here, and asked. Where they are not, the floor, the ceiling or the reason says it.
 */
@Tag("jdks")
class FreshJvmIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CEILING = 16;
  private static final int[] PROCESSORS = {1, 2, 3, 4, 6, 8, 16};
  private static final String ASKED =
      """
      import java.lang.management.*;
      import java.util.concurrent.ForkJoinPool;
      public class Asked {
        public static void main(String[] args) throws Exception {
          ForkJoinPool.commonPool().submit(() -> {}).get();
          startVirtualThread();
          if (args.length > 0) Thread.sleep(Long.MAX_VALUE);
          print("processors", Runtime.getRuntime().availableProcessors());
          print("gc.parallel", flag("ParallelGCThreads"));
          print("gc.concurrent", flag("ConcGCThreads"));
          print("commonPool", ForkJoinPool.getCommonPoolParallelism());
          Integer carriers = carriers();
          if (carriers != null) print("virtualThreads", carriers);
        }
        static void print(String name, int number) {
          System.out.println(name + "=" + number);
        }
        static int flag(String name) throws Exception {
          Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
          Object bean = bean(type);
          Object option = type.getMethod("getVMOption", String.class).invoke(bean, name);
          return Integer.parseInt(
              (String) option.getClass().getMethod("getValue").invoke(option));
        }
        static Object bean(Class<?> type) {
          return ManagementFactory.getPlatformMXBean(type.asSubclass(PlatformManagedObject.class));
        }
        static void startVirtualThread() throws Exception {
          if (version() < 21) return;
          Thread thread =
              (Thread)
                  Thread.class
                      .getMethod("startVirtualThread", Runnable.class)
                      .invoke(null, (Runnable) () -> {});
          thread.join();
        }
        static Integer carriers() throws Exception {
          if (version() < 24) return null;
          Class<?> type = Class.forName("jdk.management.VirtualThreadSchedulerMXBean");
          return (Integer) type.getMethod("getParallelism").invoke(bean(type));
        }
        static int version() {
          String version = System.getProperty("java.specification.version");
          return version.startsWith("1.") ? 8 : Integer.parseInt(version);
        }
      }
      """;

  @TempDir Path folder;

  static Stream<CollectorCell> quick() {
    return CollectorCell.quick();
  }

  static Stream<CollectorCell> others() {
    return CollectorCell.others();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("quick")
  void shouldBeTunedAsAJvmThatIsStartedThere(CollectorCell cell) {
    compare(cell);
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void shouldBeTunedSoOnEveryOtherJdkAndCollector(CollectorCell cell) {
    compare(cell);
  }

  private void compare(CollectorCell cell) {
    OperatedHost host = new OperatedHost(folder, PROCESSORS);
    Program asked = Program.compile(folder, "Asked", ASKED);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(cell.version()))
            .options(cell.choosing())
            .options("-XX:ActiveProcessorCount=" + CEILING, "-Xmx400m")
            .agent("headroom=true,interval=50ms," + host.arguments())
            .main(asked, "wait")
            .start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      for (int processors : PROCESSORS) {
        jvm.err().await("to " + host.moveTo(processors), LIMIT);
        Map<String, Integer> fresh = fresh(cell, asked, processors);
        assertThat(fresh).containsEntry("processors", processors);
        fresh.forEach((setting, number) -> assertTuned(view, setting, number, processors));
      }
    }
  }

  private static Map<String, Integer> fresh(CollectorCell cell, Program asked, int processors) {
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(cell.version()))
            .options(cell.choosing())
            .options("-XX:ActiveProcessorCount=" + processors, "-Xmx400m")
            .main(asked)
            .start()) {
      assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isZero();
      Map<String, Integer> numbers = new LinkedHashMap<>();
      for (String line : jvm.out().all()) {
        numbers.put(line.split("=")[0], Integer.valueOf(line.split("=")[1]));
      }
      return numbers;
    }
  }

  private static void assertTuned(AgentView view, String setting, int fresh, int processors) {
    String what = setting + " on " + processors;
    Integer target = (Integer) view.settings("target").get(setting);
    String state = (String) view.settings("state").get(setting);
    Integer current = (Integer) view.settings("current").get(setting);
    if (target == null) {
      // Nothing is known of it, and why is said.
      assertThat(state).as(what).isEqualTo("LEFT");
      assertThat((String) view.settings("reason").get(setting)).as(what).isNotEmpty();
      return;
    }
    assertThat(target).as(what).isEqualTo(fresh);
    switch (state) {
      case "APPLIED" -> assertThat(current).as(what).isEqualTo(fresh);
      case "FLOOR" -> {
        assertThat(view.settings("floor")).as(what).containsEntry(setting, current);
        assertThat(current).as(what).isGreaterThan(fresh);
      }
      case "CEILING" -> assertThat(current).as(what).isLessThan(fresh);
      default -> {
        assertThat(state).as(what).isEqualTo("LEFT");
        assertThat((String) view.settings("reason").get(setting)).as(what).isNotEmpty();
      }
    }
  }
}
