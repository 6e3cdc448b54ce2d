package io.hostshift.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code probe} explains itself wherever it is run. */
class ProbeIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static List<String> probe(String... before) throws Exception {
    List<String> command = new ArrayList<>(Arrays.asList(before));
    command.addAll(
        List.of(Jdk.running().java().toString(), "-jar", ShippedJars.agent().toString(), "probe"));
    Process process = new ProcessBuilder(command).start();
    Lines out = Lines.of(process.getInputStream()).awaitEnd(LIMIT);
    Lines err = Lines.of(process.getErrorStream()).awaitEnd(LIMIT);
    assertThat(process.waitFor()).as(err.toString()).isZero();
    assertThat(err.all()).isEmpty();
    return out.all();
  }

  @Test
  void shouldExplainThisMachine() throws Exception {
    assertThat(probe())
        .anyMatch(line -> line.startsWith("Hypervisor "))
        .anyMatch(line -> line.startsWith("Migration model "))
        .anyMatch(line -> line.matches(" +cpuid +(READABLE|ABSENT|FAILED).*"))
        .last()
        .asString()
        .startsWith("The agent would ");
  }

  @Test
  void shouldExplainAContainerWithoutSys() throws Exception {
    Process mayMount = new ProcessBuilder("unshare", "-m", "true").start();
    assumeThat(mayMount.waitFor()).as("mount namespaces need root").isZero();

    assertThat(probe("unshare", "-m", "sh", "-ec", "mount -t tmpfs tmpfs /sys; exec \"$@\"", "sh"))
        .anyMatch(line -> line.matches(" +dmi +ABSENT +.*/sys/class/dmi/id.*"))
        .last()
        .asString()
        .startsWith("The agent would ");
  }

  /** What there is to be found on a system that is no Linux: no /proc and no /sys. */
  @Test
  void shouldExplainASystemThatIsNoLinux() throws Exception {
    Process mayMount = new ProcessBuilder("unshare", "-m", "true").start();
    assumeThat(mayMount.waitFor()).as("mount namespaces need root").isZero();

    // The JDK's launcher finds its library through /proc, so it is told where that is.
    String hidden =
        "export LD_LIBRARY_PATH="
            + Jdk.running().home().resolve("lib")
            + "; mount -t tmpfs tmpfs /sys; mount -t tmpfs tmpfs /proc; exec \"$@\"";
    assertThat(probe("unshare", "-m", "sh", "-ec", hidden, "sh"))
        .anyMatch(line -> line.contains("unknown, which does not mean that there is none"))
        .last()
        .asString()
        .startsWith("The agent would NOT notice a move of this VM");
  }

  @Test
  void shouldSayThatACommandIsMissing() throws Exception {
    Process process =
        new ProcessBuilder(Jdk.running().java().toString(), "-jar", ShippedJars.agent().toString())
            .start();
    assertThat(Lines.of(process.getErrorStream()).awaitEnd(LIMIT).all())
        .singleElement()
        .asString()
        .startsWith("hostshift ")
        .contains("a command is missing");
    assertThat(process.waitFor()).isEqualTo(2);
  }
}
