package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.neighbour.Neighbour;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds what the agent costs, as ratios to what others cost in the same run: none may be more than
 * a third above the one in {@code cost-gate.properties}, measured again where one is. An agent that
 * was slowed on purpose is measured beside it, and must be found out.
 */
@Tag("jdks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostGateIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Jdk JDK = Jdk.of(17);
  private static final double A_THIRD_MORE = 4 / 3.0;

  /**
   * Without the one source whose cost is the hypervisor's: what CPUID costs beside reading a file
   * differs from machine to machine.
   */
  private static final String OFTEN = "=interval=10ms,sources=-cpuid";

  private static final int ROUNDS = 4;
  private static final int WARM_MILLIS = 4000;
  private static final int WINDOW_MILLIS = 4000;

  /** Opens and reads four files of the kernel's a hundred times a second, and sleeps in between. */
  private static final String REFERENCE =
      """
      import java.io.*;
      import java.lang.management.ManagementFactory;
      public class Reference extends Thread {
        static final String[] FILES = {
          "/proc/self/status", "/proc/self/cgroup", "/proc/meminfo", "/sys/devices/system/cpu/online"
        };
        Reference() { super("hostshift-reference"); }
        @Override public void run() {
          com.sun.management.ThreadMXBean threads =
              (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
          byte[] buffer = new byte[4096];
          long before = 0;
          try {
            for (int i = 0; ; i++) {
              if (i == 200) before = threads.getThreadAllocatedBytes(getId());
              if (i == 500) {
                System.out.println(
                    "allocated " + (threads.getThreadAllocatedBytes(getId()) - before) / 300);
              }
              for (String file : FILES) {
                try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
                  while (in.read(buffer) > 0) { }
                }
              }
              Thread.sleep(10);
            }
          } catch (IOException | InterruptedException e) {
            System.out.println("failed " + e);
          }
        }
        public static void main(String[] args) throws Exception {
          Thread reference = new Reference();
          reference.start();
          reference.join();
        }
      }
      """;

  private static final String CALLS =
      """
      public class Calls {
        public static void main(String[] args) throws Exception {
          int told = Integer.parseInt(args[0]);
          while (told > 0 && ask() != told) Thread.sleep(10);
          long best = Long.MAX_VALUE;
          long sum = 0;
          for (int batch = 0; batch < 30; batch++) {
            long begin = System.nanoTime();
            for (int i = 0; i < 500_000; i++) sum += ask();
            best = Math.min(best, System.nanoTime() - begin);
          }
          System.out.println("took " + best / 500_000.0 + " " + sum);
        }
        static int ask() { return Runtime.getRuntime().availableProcessors(); }
      }
      """;

  @TempDir static Path folder;

  private final Map<String, Double> committed = new TreeMap<>();
  private final Map<String, Double> shipped = new TreeMap<>();
  private final Map<String, Double> slowed = new TreeMap<>();

  /** Until none is above its limit, a few times at most: what a busy machine adds is not ours. */
  @BeforeAll
  void measure() throws Exception {
    Properties properties = new Properties();
    try (InputStream in = CostGateIT.class.getResourceAsStream("/cost-gate.properties")) {
      properties.load(in);
    }
    properties.forEach(
        (name, ratio) -> committed.put((String) name, Double.valueOf((String) ratio)));
    Path slow = SlowedJar.create(folder);
    for (int round = 0; round < ROUNDS && (round == 0 || !missed(shipped).isEmpty()); round++) {
      round(slow);
    }
    for (int round = 0;
        round < ROUNDS && (round == 0 || missed(shipped).containsKey("call"));
        round++) {
      least(shipped, "call", calls(5) / calls(0));
    }
    System.out.println("shipped " + text(shipped));
    System.out.println("slowed  " + text(slowed));
  }

  @Test
  void shouldCostNoMoreThanAThirdMoreThanItDid() {
    assertThat(shipped.keySet()).isEqualTo(committed.keySet());
    assertThat(missed(shipped)).as("of %s", text(shipped)).isEmpty();
  }

  @Test
  void shouldFindOutAnAgentThatWasSlowedDown() {
    assertThat(missed(slowed).keySet())
        .as("of %s", text(slowed))
        .contains("start", "poll", "allocation", "memory");
  }

  /** Those that are too high, with what they are. */
  private Map<String, Double> missed(Map<String, Double> ratios) {
    Map<String, Double> missed = new LinkedHashMap<>();
    ratios.forEach(
        (name, ratio) -> {
          if (ratio > committed.getOrDefault(name, 0.0) * A_THIRD_MORE) {
            missed.put(name, ratio);
          }
        });
    return missed;
  }

  private String text(Map<String, Double> ratios) {
    StringBuilder text = new StringBuilder();
    ratios.forEach(
        (name, ratio) ->
            text.append(
                String.format(Locale.ROOT, "%s=%.3f (%.3f)  ", name, ratio, committed.get(name))));
    return text.toString();
  }

  private void round(Path slow) throws Exception {
    try (ForkedJvm empty = start("", AgentChoice.empty(folder));
        ForkedJvm exporter = start("", AgentChoice.of(Neighbour.JMX_EXPORTER));
        ForkedJvm reference = reference();
        ForkedJvm ours = start(ShippedJars.agent() + "=interval=1s", null);
        ForkedJvm oursOften = start(ShippedJars.agent() + OFTEN, null);
        ForkedJvm slowOnes = start(slow + "=interval=1s", null);
        ForkedJvm slowOften = start(slow + OFTEN, null)) {
      for (ForkedJvm jvm : List.of(ours, oursOften, slowOnes, slowOften)) {
        jvm.err().await("hostshift watches this VM", LIMIT);
        Lapse.ofMillis(200, "so that they do not poll at one moment");
      }
      Lapse.ofMillis(WARM_MILLIS, "they warm up");
      ProcessCost nothing = ProcessCost.of(empty.pid());
      ProcessCost other = ProcessCost.of(exporter.pid());
      start(shipped, ours, nothing, other);
      start(slowed, slowOnes, nothing, other);
      double[] before = own(reference, oursOften, slowOften);
      Lapse.ofMillis(WINDOW_MILLIS, "over which is measured");
      double[] after = own(reference, oursOften, slowOften);
      double read = after[0] - before[0];
      least(shipped, "poll", (after[1] - before[1]) / read);
      least(slowed, "poll", (after[2] - before[2]) / read);
      double allocated =
          Double.parseDouble(reference.out().await("allocated ", LIMIT).substring(10));
      least(shipped, "allocation", allocated(oursOften) / allocated);
      least(slowed, "allocation", allocated(slowOften) / allocated);
    }
  }

  private static void start(
      Map<String, Double> ratios, ForkedJvm jvm, ProcessCost empty, ProcessCost exporter)
      throws IOException {
    ProcessCost cost = ProcessCost.of(jvm.pid());
    least(ratios, "start", cost.ownCpuMillis() / (exporter.cpuMillis() - empty.cpuMillis()));
    least(
        ratios,
        "memory",
        (double) (cost.residentKib() - empty.residentKib())
            / (exporter.residentKib() - empty.residentKib()));
  }

  private static void least(Map<String, Double> ratios, String name, double ratio) {
    ratios.merge(name, ratio, Math::min);
  }

  private static double[] own(ForkedJvm... jvms) throws IOException {
    double[] millis = new double[jvms.length];
    for (int i = 0; i < jvms.length; i++) {
      millis[i] = ProcessCost.of(jvms[i].pid()).ownCpuMillis();
    }
    return millis;
  }

  private ForkedJvm start(String agent, AgentChoice choice) {
    JvmCommand command = ForkedJvm.on(JDK).options("-Xmx64m");
    if (choice == null) {
      command.options("-javaagent:" + agent);
    } else {
      choice.add().accept(command);
    }
    ForkedJvm jvm = command.main(Program.sleeping(folder, "Sleeping")).start();
    jvm.out().await("up", LIMIT);
    return jvm;
  }

  private ForkedJvm reference() {
    return ForkedJvm.on(JDK)
        .options("-Xmx64m")
        .main(Program.compile(folder, "Reference", REFERENCE))
        .start();
  }

  /** Bytes of a poll. */
  private static double allocated(ForkedJvm jvm) throws Exception {
    AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
    PollingThread thread = PollingThread.of(jvm);
    long polls = (Long) view.get("Watcher", "Polls");
    long bytes = thread.allocatedBytes();
    Lapse.ofMillis(2000, "over which is measured");
    double more = (Long) view.get("Watcher", "Polls") - polls;
    return (thread.allocatedBytes() - bytes) / more;
  }

  /** Nanoseconds of a call of availableProcessors(). */
  private double calls(int told) throws IOException {
    JvmCommand command = ForkedJvm.on(JDK).options("-Xmx64m");
    if (told > 0) {
      Path rules = folder.resolve("rules.json");
      Files.writeString(rules, "{\"rules\": [{\"processors\": " + told + "}]}");
      command.agent("settings=processors:hook,sources=capacity,rules=" + rules);
    }
    try (ForkedJvm jvm =
        command.main(Program.compile(folder, "Calls", CALLS), Integer.toString(told)).start()) {
      return Double.parseDouble(jvm.out().await("took ", LIMIT).split(" ")[1]);
    }
  }
}
