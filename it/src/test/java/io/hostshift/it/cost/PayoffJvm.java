package io.hostshift.it.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.cost.PayoffRun.Load;
import io.hostshift.it.cost.PayoffRun.Result;
import io.hostshift.it.cost.PayoffRun.Variant;
import io.hostshift.it.run.AgentView;
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

/** A JVM of the payoff's measurement that runs, on two processors. */
final class PayoffJvm implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int PROCESSORS = 2;
  private static final String HEAP = "400m";
  private static final Pattern LISTENING = Pattern.compile("testapp listening on (\\S+)");

  private final PayoffRun run;
  private final ForkedJvm jvm;
  private final SafepointLog log;
  private final UsedThreads.Log threads;

  private PayoffJvm(PayoffRun run, ForkedJvm jvm, SafepointLog log, UsedThreads.Log threads) {
    this.run = run;
    this.jvm = jvm;
    this.log = log;
    this.threads = threads;
  }

  /**
   * @param folder for its log and its program, of this JVM alone
   * @param starter what it is started by; none where it is to have two processors
   */
  static PayoffJvm start(PayoffRun run, Path folder, String... starter) {
    SafepointLog log = new SafepointLog(folder.resolve("safepoints.log"));
    UsedThreads.Log threads = new UsedThreads.Log(folder.resolve("threads.log"));
    JvmCommand command =
        ForkedJvm.on(Jdk.of(run.cell().version()))
            .options(run.cell().choosing())
            .options("-Xms" + HEAP, "-Xmx" + HEAP, log.option())
            .options(threads.options());
    if (starter.length > 0) {
      command.startedBy(starter);
    } else if (Runtime.getRuntime().availableProcessors() > PROCESSORS) {
      command.startedBy("taskset", "-c", "0," + (PROCESSORS - 1));
    }
    if (run.agent() != null) {
      command.agent(run.agent());
    }
    command.options(run.sized()).options(run.variant().options);
    if (run.load() == Load.DAEMON) {
      command.main(
          PayoffLoad.compile(folder), run.variant() == Variant.MADE ? PayoffLoad.MANY_FIRST : "");
    } else {
      command.jar(
          ShippedJars.testapp(),
          "serve",
          "pool=16",
          "load=4",
          "pauseMs=0",
          "heapMb=100",
          "daemon=false",
          "rate=" + run.rate());
    }
    ForkedJvm jvm = command.start();
    if (run.agent() != null) {
      jvm.err().await("hostshift watches this VM", LIMIT);
    }
    return new PayoffJvm(run, jvm, log, threads);
  }

  /** What it does from now on in a time. */
  Result measure(Duration time) throws IOException, InterruptedException {
    threads.next();
    Sample from = sample();
    Lapse.of(time, "over which is measured");
    Sample to = sample();
    List<Double> pauses = new ArrayList<>(log.pauses(from.millis, to.millis));
    Collections.sort(pauses);
    double p99 = pauses.isEmpty() ? 0 : pauses.get((int) Math.ceil(0.99 * pauses.size()) - 1);
    double done = 1000.0 * (to.done - from.done);
    return new Result(
        run,
        done / (to.millis - from.millis),
        done / (to.cpuMillis - from.cpuMillis),
        p99,
        pauses.size(),
        to.p99OrderMicros,
        workers(),
        threads.next());
  }

  /** Lets it run, or stops it where it is: <em>CONT</em>, <em>STOP</em>. */
  void signal(String name) throws IOException, InterruptedException {
    jvm.signal(name);
  }

  /** How much had been done at a moment of the epoch, and with how much processor time. */
  private record Sample(long millis, long done, long cpuMillis, long p99OrderMicros) {}

  private Sample sample() throws IOException, InterruptedException {
    if (run.load() == Load.DAEMON) {
      String[] words = jvm.out().awaitNext(jvm.out().all().size(), LIMIT).split(" ");
      return new Sample(Long.parseLong(words[1]), Long.parseLong(words[2]), cpuMillis(), 0);
    }
    Matcher listening = LISTENING.matcher(jvm.out().await("testapp listening", LIMIT));
    if (!listening.find()) {
      throw new IllegalStateException("no address in " + jvm);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + listening.group(1) + "/stats")).build();
    JsonNode stats =
        new ObjectMapper()
            .readTree(
                HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body());
    return new Sample(
        System.currentTimeMillis(),
        stats.get("requests").asLong(),
        cpuMillis(),
        stats.get("loadP99Micros").asLong());
  }

  private long cpuMillis() {
    return jvm.process().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private String workers() {
    if (run.agent() == null) {
      return "";
    }
    AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
    return Objects.toString(view.settings("current").get(run.setting()), "-")
        + " "
        + view.settings("state").get(run.setting());
  }

  @Override
  public void close() {
    jvm.close();
  }
}
