package io.hostshift.it.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One JVM of the payoff's measurement, on two processors: what it has done in a second, and how
 * long the longest of a hundred pauses was.
 *
 * @param cell the JDK and collector
 * @param load what it has to do
 * @param variant how it was tuned
 * @param setting whose threads are reported with it
 */
record PayoffRun(CollectorCell cell, Load load, Variant variant, String setting) {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int PROCESSORS = 2;
  private static final String HEAP = "400m";
  private static final Pattern LISTENING = Pattern.compile("testapp listening on (\\S+)");

  PayoffRun(CollectorCell cell, Load load, Variant variant) {
    this(cell, load, variant, cell.setting());
  }

  /** What the application does. */
  enum Load {
    DAEMON("4 daemon threads"),
    SERVICE("testapp, 16 non-daemon pool threads");

    final String title;

    Load(String title) {
      this.title = title;
    }
  }

  /** How the JVM was started and tuned. All but the last were sized for 16 processors. */
  enum Variant {
    UNTOUCHED("not retuned", "headroom=true,settings=processors"),
    RETUNED("retuned", "headroom=true"),
    GANG("retuned, gang", "headroom=true,settings=gc.parallel:gang"),
    FRESH("fresh JVM", null);

    final String title;
    final String agent;

    Variant(String title, String agent) {
      this.title = title;
      this.agent = agent;
    }
  }

  /**
   * What came of it.
   *
   * @param perSecond operations, or requests
   * @param p99Millis of the pauses; 0 where there was none
   * @param pauses how many there were
   * @param workers of gc.parallel or gc.concurrent as the agent reported them; empty without one
   */
  record Result(PayoffRun run, double perSecond, double p99Millis, int pauses, String workers) {}

  Result measure(Path folder, Duration warmUp, Duration time) throws Exception {
    SafepointLog log = new SafepointLog(folder.resolve("safepoints.log"));
    JvmCommand command =
        ForkedJvm.on(Jdk.of(cell.version()))
            .options(cell.choosing())
            .options("-Xms" + HEAP, "-Xmx" + HEAP, log.option());
    if (Runtime.getRuntime().availableProcessors() > PROCESSORS) {
      command.startedBy("taskset", "-c", "0," + (PROCESSORS - 1));
    }
    if (variant.agent != null) {
      command.options("-XX:ActiveProcessorCount=16").agent(variant.agent);
    }
    start(command, folder);
    try (ForkedJvm jvm = command.start()) {
      if (variant.agent != null) {
        jvm.err().await("hostshift watches this VM", LIMIT);
      }
      Lapse.of(warmUp, "the load warms up");
      Sample from = sample(jvm, 0);
      Lapse.of(time, "over which is measured");
      Sample to = sample(jvm, from.millis);
      List<Double> pauses = new ArrayList<>(log.pauses(from.millis, to.millis));
      Collections.sort(pauses);
      double p99 = pauses.isEmpty() ? 0 : pauses.get((int) Math.ceil(0.99 * pauses.size()) - 1);
      double perSecond = 1000.0 * (to.done - from.done) / (to.millis - from.millis);
      return new Result(this, perSecond, p99, pauses.size(), workers(jvm));
    }
  }

  private void start(JvmCommand command, Path folder) {
    if (load == Load.DAEMON) {
      command.main(PayoffLoad.compile(folder));
    } else {
      command.jar(
          ShippedJars.testapp(),
          "serve",
          "pool=16",
          "load=4",
          "pauseMs=0",
          "heapMb=100",
          "daemon=false");
    }
  }

  /** How much had been done at a moment of the epoch. */
  private record Sample(long millis, long done) {}

  private Sample sample(ForkedJvm jvm, long after) throws IOException, InterruptedException {
    if (load == Load.DAEMON) {
      String known = "ops " + after;
      jvm.out()
          .await("later ops", line -> line.compareTo(known) > 0 && !line.startsWith(known), LIMIT);
      List<String> lines = jvm.out().all();
      String[] words = lines.get(lines.size() - 1).split(" ");
      return new Sample(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
    Matcher listening = LISTENING.matcher(jvm.out().await("testapp listening", LIMIT));
    if (!listening.find()) {
      throw new IllegalStateException("no address in " + jvm);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + listening.group(1) + "/stats")).build();
    String stats =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return new Sample(
        System.currentTimeMillis(), new ObjectMapper().readTree(stats).get("requests").asLong());
  }

  private String workers(ForkedJvm jvm) {
    if (variant.agent == null) {
      return "";
    }
    AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
    return Objects.toString(view.settings("current").get(setting), "-")
        + " "
        + view.settings("state").get(setting);
  }

  @Override
  public String toString() {
    return cell + ", " + load.title + ", " + variant.title;
  }
}
