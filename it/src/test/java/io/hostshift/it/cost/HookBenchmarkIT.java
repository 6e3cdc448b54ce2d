package io.hostshift.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.ShippedJars;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By JMH, in turns: to ask for the processors costs no more with a hook than without an agent. */
@Tag("jdks")
@Tag("long")
class HookBenchmarkIT {
  private static final Duration LIMIT = Duration.ofSeconds(300);
  private static final int ROUNDS = Integer.getInteger("hostshift.it.benchmarkRounds", 3);
  private static final int TOLD = 5;

  /** What a machine that others share may add to either side. */
  private static final double NOISE = 1.1;

  private static final String BENCHMARK =
      """
      package asking;
      import java.util.concurrent.TimeUnit;
      import org.openjdk.jmh.annotations.*;
      @State(Scope.Benchmark)
      @BenchmarkMode(Mode.AverageTime)
      @OutputTimeUnit(TimeUnit.NANOSECONDS)
      @Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
      @Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
      public class Asking {
        @Setup(Level.Trial)
        public void awaitTheHostsNumber() throws InterruptedException {
          int told = Integer.getInteger("told", 0);
          while (told > 0 && ask() != told) {
            Thread.sleep(10);
          }
        }
        @Benchmark
        public int ask() {
          return Runtime.getRuntime().availableProcessors();
        }
      }
      """;

  private enum By {
    JVM("plain"),
    FLAG("flag"),
    HOOK("hook");

    final String title;

    By(String title) {
      this.title = title;
    }
  }

  @TempDir Path folder;

  static Stream<Jdk> jdks() {
    return Jdk.MATRIX.stream().map(Jdk::of);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void shouldCostNoMoreThanTheNativeCall(Jdk jdk) throws Exception {
    Files.writeString(rules(), "{\"rules\": [{\"processors\": " + TOLD + "}]}");
    Path classes = compile();
    Map<By, List<Double>> nanos = new EnumMap<>(By.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (By by : By.values()) {
        nanos.computeIfAbsent(by, first -> new ArrayList<>()).add(measure(jdk, classes, by));
      }
    }
    Map<By, Double> medians = new EnumMap<>(By.class);
    nanos.forEach((by, all) -> medians.put(by, all.stream().sorted().toList().get(ROUNDS / 2)));
    System.out.println(jdk + ": ns a call, medians " + medians + " of " + nanos);
    Figures figures = new Figures("processors");
    medians.forEach(
        (by, value) ->
            figures.add("JDK " + jdk.version(), by.title, "a call", value, "ns", ROUNDS));
    figures.write();
    assertThat(medians.get(By.HOOK)).isLessThanOrEqualTo(medians.get(By.JVM) * NOISE);
  }

  private double measure(Jdk jdk, Path classes, By by) throws IOException {
    Path result = folder.resolve("result.json");
    Files.deleteIfExists(result);
    List<String> arguments =
        new ArrayList<>(
            List.of("-f", "1", "-foe", "true", "-rf", "json", "-rff", result.toString()));
    if (by != By.JVM) {
      arguments.add("-jvmArgsAppend");
      arguments.add(
          "-Dtold=%d -javaagent:%s=settings=processors:%s,sources=capacity,rules=%s"
              .formatted(TOLD, ShippedJars.agent(), by == By.HOOK ? "hook" : "flag", rules()));
    }
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .folder(folder)
            .options("-Djmh.ignoreLock=true")
            .main(
                classes + File.pathSeparator + jars(),
                "org.openjdk.jmh.Main",
                arguments.toArray(String[]::new))
            .start()) {
      assertThat(jvm.awaitExit(LIMIT)).as("%s", jvm).isZero();
    }
    return new ObjectMapper().readTree(result.toFile()).at("/0/primaryMetric/score").asDouble();
  }

  private Path rules() {
    return folder.resolve("rules.json");
  }

  /** With what JMH generates of it. */
  private Path compile() throws IOException {
    Path source = folder.resolve("Asking.java");
    Path classes = Files.createDirectories(folder.resolve("benchmark"));
    Files.writeString(source, BENCHMARK);
    int failed =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--release",
                "8",
                "-Xlint:-options",
                "-cp",
                jars(),
                "-processor",
                "org.openjdk.jmh.generators.BenchmarkProcessor",
                "-d",
                classes.toString(),
                source.toString());
    assertThat(failed).isZero();
    return classes;
  }

  private static String jars() {
    Path tools = Path.of(System.getProperty("hostshift.it.tools", "target/tools"));
    return Stream.of("jmh-core", "jmh-generator-annprocess", "jopt-simple", "commons-math3")
        .map(name -> tools.resolve(name + ".jar").toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
