package io.hostshift.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.place.CrowdedPlace;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A command answers at once: the wall time of the whole process, JVM included. Other work on the
 * machine makes it longer, so it is tried until the median of a few runs is within the limit. Where
 * there is more to run than processors, wall time tells of the others; then the processor time must
 * be within the limit, which is what a machine with nothing else to do would need at most.
 */
@Tag("jdks")
class CommandTimeIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PROBE = Duration.ofSeconds(1);
  private static final Duration STATUS = Duration.ofMillis(700);
  private static final int ROUNDS = 4;
  private static final int RUNS = 3;

  /** The second line of the shell's {@code times}: of its children, user and system. */
  private static final Pattern TIMES =
      Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s", Pattern.DOTALL);

  @TempDir Path folder;

  private record Run(Duration wall, Duration cpu) {
    static Run of(List<String> place, Jdk jdk, String... command) {
      List<String> before = new ArrayList<>(place);
      before.addAll(List.of("sh", "-c", "\"$@\"; code=$?; times; exit $code", "sh"));
      long begin = System.nanoTime();
      Hostshift run = Hostshift.run(before, jdk, command);
      Duration wall = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(run.code()).as(run.toString()).isZero();
      assertThat(run.out()).hasSizeGreaterThan(2);
      Matcher times = TIMES.matcher(run.out().get(run.out().size() - 1));
      assertThat(times.matches()).as(run.toString()).isTrue();
      double seconds =
          60 * (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(3)))
              + Double.parseDouble(times.group(2))
              + Double.parseDouble(times.group(4));
      return new Run(wall, Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** The one in the middle, by its wall time. */
    static Run median(List<String> place, Jdk jdk, String... command) {
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        runs.add(of(place, jdk, command));
      }
      runs.sort(Comparator.comparing(Run::wall));
      return runs.get(RUNS / 2);
    }
  }

  private static boolean overloaded() {
    try {
      String load = Files.readString(Path.of("/proc/loadavg"));
      return Double.parseDouble(load.substring(0, load.indexOf(' ')))
          > Runtime.getRuntime().availableProcessors();
    } catch (IOException e) {
      return false;
    }
  }

  private static void assertWithin(Duration limit, Jdk jdk, String... command) {
    assertWithin(limit, List.of(), jdk, command);
  }

  /**
   * @param place words before the command that lead to where it is run; may be none
   */
  private static void assertWithin(Duration limit, List<String> place, Jdk jdk, String... command) {
    List<Run> medians = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Run median = Run.median(place, jdk, command);
      medians.add(median);
      if (median.wall.compareTo(limit) < 0) {
        return;
      }
    }
    assertThat(overloaded()).as(String.join(" ", command) + " took " + medians).isTrue();
    assertThat(medians).extracting(Run::cpu).allMatch(cpu -> cpu.compareTo(limit) < 0);
  }

  @ParameterizedTest
  @EachJdk(EachJdk.Part.QUICK)
  void shouldProbeWithinASecond(int version) {
    assertWithin(PROBE, Jdk.of(version), "probe");
  }

  /** With 4,000 processes and 500 network devices, in namespaces of their own. */
  @Test
  void shouldProbeACrowdedMachineWithinASecond() throws Exception {
    try (CrowdedPlace crowded = CrowdedPlace.of(4_000, 500)) {
      for (int version : new int[] {8, 25}) {
        assertWithin(PROBE, crowded.words(), Jdk.of(version), "probe");
      }
    }
  }

  @ParameterizedTest
  @EachJdk(EachJdk.Part.QUICK)
  void shouldShowTheStatusWithin700Milliseconds(int version) throws Exception {
    Jdk jdk = Jdk.of(version);
    Path host = Files.writeString(folder.resolve("host"), "name=host-a\n");
    Program idle = Program.sleeping(folder, "Idle");
    try (ForkedJvm jvm = ForkedJvm.on(jdk).agent("file=" + host).main(idle).start()) {
      jvm.err().await("hostshift watches this VM", LIMIT);
      assertWithin(STATUS, jdk, "status", Long.toString(jvm.pid()));
    }
  }

  /** Of the second that a probe may take, its own work leaves this on every JDK. */
  @Tag("long")
  @Test
  void shouldNotWaitLongForAMetadataServiceThatDoesNotAnswer() throws Exception {
    Jdk jdk = Jdk.of(17);
    List<Duration> waits = new ArrayList<>();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String metadata = "metadata=azure=http://127.0.0.1:" + silent.getLocalPort();
      for (int i = 0; i < 2 * ROUNDS; i++) {
        Duration plain = Run.median(List.of(), jdk, "probe").wall;
        Duration wait = Run.median(List.of(), jdk, "probe", metadata).wall.minus(plain);
        waits.add(wait);
        if (wait.toMillis() < 600) {
          break;
        }
      }
    }
    assertThat(waits.get(waits.size() - 1)).as("waits " + waits).isLessThan(Duration.ofMillis(600));
  }
}
