package io.hostshift.it.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.MachineNames;
import io.hostshift.it.run.ShippedJars;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code probe} explains itself wherever it is run. */
class ProbeIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

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

  /**
   * The file is searched for each serial number, UUID, hardware address and name of this machine,
   * and of one that is known: the user and the machine have other names there.
   */
  @Test
  void shouldWriteAReportOfThisMachineInWhichNothingNamesItAndThatTellsTheSame() throws Exception {
    Process mayUnshare = new ProcessBuilder("unshare", "-u", "-m", "-n", "true").start();
    assumeThat(mayUnshare.waitFor()).as("namespaces need root").isZero();
    Path report = folder.resolve("report.zip");
    String renamed =
        "mount -t sysfs sysfs /sys; hostname billing-db-7; ip link set lo up;"
            + " ip link add d0 address 02:11:22:33:44:55 type bridge || true;"
            + " export USER=alice-b LOGNAME=alice-b HOSTNAME=billing-db-7; exec \"$@\"";
    List<String> there = List.of("unshare", "-u", "-m", "-n", "sh", "-ec", renamed, "sh");

    Hostshift first =
        Hostshift.run(there, Jdk.running(), "probe", "--json", "--report", report.toString());
    assertThat(first.code()).as(first.toString()).isZero();
    String written =
        new String(Files.readAllBytes(report), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    assertThat(written).doesNotContain("billing-db-7", "02:11:22:33:44:55", "alice-b");
    for (String name : MachineNames.all()) {
      assertThat(written).doesNotContain(name);
    }

    JsonNode before = new ObjectMapper().readTree(String.join("\n", first.out()));
    JsonNode after =
        new ObjectMapper()
            .readTree(
                String.join(
                    "\n", Hostshift.run(Jdk.running(), "probe", "--json", "root=" + report).out()));
    for (String field :
        List.of("hypervisor", "outerHypervisor", "cloud", "container", "wouldNotice")) {
      assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
    }
    assertThat(after.get("migrationModel")).isEqualTo(before.get("migrationModel"));
    for (String field : List.of("vmIds", "hostIds", "sources")) {
      assertThat(after.get(field).findValuesAsText("name"))
          .as(field)
          .containsAll(before.get(field).findValuesAsText("name"));
    }
  }
}
