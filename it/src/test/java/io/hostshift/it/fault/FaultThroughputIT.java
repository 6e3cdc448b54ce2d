package io.hostshift.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.place.Shim;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Measured;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.WorkingJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an application gets done on all processors while reads break below the agent in it, beside
 * the same application without the agent. Of the two one is stopped at a time, so that each has the
 * machine for itself every other second; what counts is the median of the ratios.
 *
 * <p>Each result is a line in {@code target/safety/throughput.tsv}.
 */
@Tag("long")
@SafetyCases(SafetyCases.Kind.FAULT)
class FaultThroughputIT {
  private static final int ROUNDS = Integer.getInteger("hostshift.it.throughputRounds", 40);
  private static final int WINDOW_MILLIS = 1000;
  private static final double LEAST = 0.98;
  private static final Path RESULTS = Path.of("target", "safety", "throughput.tsv");

  @TempDir Path folder;

  /** What changes at each poll is parsed at each, which a tenth of the interval makes ten times. */
  @ParameterizedTest(name = "reads {0}, polled each {1}")
  @CsvSource({"none,100ms", "fail,100ms", "hang,100ms", "short,100ms", "change,1s", "change,100ms"})
  void shouldLeaveTheApplicationItsThroughputWhereReads(String mode, String interval)
      throws Exception {
    OperatedHost host = new OperatedHost(folder, 1, 2);
    Shim shim = new Shim(folder);
    String arguments =
        "interval="
            + interval
            + ","
            + host.arguments().replace("sources=file+capacity,", "sources=-vmclock,");
    try (WorkingJvm watched = WorkingJvm.start(shimmed(shim).agent(arguments), folder);
        WorkingJvm plain = WorkingJvm.start(shimmed(shim), folder)) {
      watched.err().await("hostshift watches this VM", WorkingJvm.LIMIT);
      new AgentView(watched.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
      shim.fault(mode);
      watched.signal("STOP");
      plain.signal("STOP");
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        boolean first = round % 2 == 0;
        double one = rate(first ? watched : plain);
        double other = rate(first ? plain : watched);
        ratios.add(first ? one / other : other / one);
      }
      watched.signal("CONT");
      plain.signal("CONT");
      // The first rounds are those of the compilers.
      double median = Measured.median(ratios.subList(ROUNDS / 10, ROUNDS));
      write(mode + "\t" + interval, median);
      assertThat(median).as("with the agent over without: %s", ratios).isGreaterThan(LEAST);
      watched.end();
      plain.end();
    }
  }

  private JvmCommand shimmed(Shim shim) throws Exception {
    Jdk jdk = Jdk.running();
    return shim.below(ForkedJvm.on(jdk).options("-Xmx64m").folder(folder), jdk);
  }

  /** Sums a second, while the other one is stopped. */
  private static double rate(WorkingJvm working) throws Exception {
    working.signal("CONT");
    long sums = Long.parseLong(working.tell("sums"));
    long begin = System.nanoTime();
    Lapse.ofMillis(WINDOW_MILLIS, "over which is measured");
    double done = Long.parseLong(working.tell("sums")) - sums;
    double seconds = (System.nanoTime() - begin) / 1e9;
    working.signal("STOP");
    return done / seconds;
  }

  private static void write(String reads, double median) throws IOException {
    if (!Files.exists(RESULTS)) {
      Files.createDirectories(RESULTS.getParent());
      Files.writeString(RESULTS, "reads\tinterval\twith over without\trounds\tmachine\twhen\n");
    }
    Files.writeString(
        RESULTS,
        String.format(
            Locale.ROOT,
            "%s\t%.4f\t%d\t%s, %d processors\t%s\n",
            reads,
            median,
            ROUNDS,
            Measured.processor(),
            Runtime.getRuntime().availableProcessors(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS)),
        StandardOpenOption.APPEND);
  }
}
