package io.hostshift.it.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lines;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One start of a product, until it is closed. */
final class ProductRun implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Product product;
  private final Path folder;
  private final int port;
  private final ForkedJvm jvm;
  private final long begun = System.nanoTime();
  private double seconds;
  private double processorSeconds;
  private AgentView view;

  private ProductRun(Product product, Path folder, int port, ForkedJvm jvm) {
    this.product = product;
    this.folder = folder;
    this.port = port;
    this.jvm = jvm;
  }

  /**
   * Starts it with so many processors.
   *
   * @param folder does not exist yet
   * @param agent the agent's arguments; null to start it without
   */
  static ProductRun start(Product product, Jdk jdk, Path folder, int processors, String agent)
      throws IOException {
    Files.createDirectory(folder);
    JvmCommand command =
        ForkedJvm.on(jdk)
            .options("-Xmx1g", "-XX:+UseG1GC", "-XX:ActiveProcessorCount=" + processors);
    if (jdk.version() >= 21) {
      command.options("-XX:+EnableDynamicAgentLoading"); // Tools that attach have it warn.
    }
    if (agent != null) {
      command.agent(agent);
    }
    int port = FreePort.any();
    return new ProductRun(product, folder, port, product.start(command, folder, port));
  }

  /** Waits until it answers. */
  ProductRun awaitAnswer() throws InterruptedException {
    Eventually.holds(
        () -> product + " answers: " + jvm,
        START,
        () -> {
          assertThat(jvm.process().isAlive()).as("alive: %s", jvm).isTrue();
          return answers();
        });
    seconds = (System.nanoTime() - begun) / 1e9;
    processorSeconds =
        jvm.process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    return this;
  }

  private boolean answers() {
    try {
      return !ask().isEmpty();
    } catch (IOException notYet) {
      return false;
    }
  }

  String ask() throws IOException {
    return product.ask(port);
  }

  ForkedJvm jvm() {
    return jvm;
  }

  /** From its start to its first answer. */
  double seconds() {
    return seconds;
  }

  /** What it took of the processors until its first answer. */
  double processorSeconds() {
    return processorSeconds;
  }

  AgentView view() {
    if (view == null) {
      view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
    }
    return view;
  }

  List<PoolRow> pools() {
    return view().pools().stream().map(PoolRow::new).toList();
  }

  /** Once a condition holds of its pools, all that it has. */
  List<PoolRow> awaitPools(String what, Predicate<List<PoolRow>> condition)
      throws InterruptedException {
    return Eventually.answers(what, LIMIT, this::pools, condition);
  }

  /** How many live threads have names that differ in numbers only. */
  Map<String, Integer> threads() throws IOException {
    ThreadMXBean threads =
        ManagementFactory.newPlatformMXBeanProxy(
            jvm.jmx(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    Map<String, Integer> counts = new TreeMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        counts.merge(PoolRow.withoutNumbers(thread.getThreadName()), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** What it has printed so far on both streams, without what differs from run to run. */
  List<String> console() {
    List<String> lines = new ArrayList<>();
    for (Lines stream : List.of(jvm.out(), jvm.err())) {
      lines.addAll(stream.all());
    }
    return lines.stream().map(this::comparable).toList();
  }

  /** As {@link #console}, of standard error alone. */
  List<String> errors() {
    return Stream.of(jvm.err()).flatMap(e -> e.all().stream()).map(this::comparable).toList();
  }

  private String comparable(String line) {
    String own = line.replace(folder.toString(), "~");
    return own.startsWith("hostshift ")
        ? own
        : own.replaceAll("[0-9a-fA-F]*[0-9][0-9a-fA-F.:,-]*", "#");
  }

  @Override
  public void close() {
    jvm.close();
  }
}
