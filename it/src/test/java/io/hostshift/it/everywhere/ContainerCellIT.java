package io.hostshift.it.everywhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.place.JdkContainer;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/**
 * In images of several suites of Debian, each with the C library of its time and a JRE without
 * tools, the agent comes, works and leaves; so it does for a user without rights.
 */
@SafetyCases(SafetyCases.Kind.CELL)
@Tag("docker")
class ContainerCellIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String NOBODY = "65534";
  private static final int EXIT_CODE = 3;
  private static final String PROGRAM =
      """
      import java.nio.file.*;
      public class Told {
        public static void main(String[] args) throws Exception {
          for (int last = 0; !Files.exists(Paths.get("/tmp/end")); Thread.sleep(20)) {
            int now = Runtime.getRuntime().availableProcessors();
            if (now != last) System.out.println("processors " + now);
            last = now;
            if (Files.exists(Paths.get("/tmp/gc"))) System.gc();
          }
          System.exit(3);
        }
      }
      """;
  private static final String RULES =
      """
      {"rules": [{"when": {"file.host": "small"}, "processors": 1}, {"processors": "os"}]}
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0} of {1}, {2}")
  @CsvSource("17, bookworm, nobody")
  void shouldComeWorkAndLeave(int version, String suite, String user) throws Exception {
    comeWorkAndLeave(version, user);
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0} of {1}, {2}")
  @CsvSource({
    "8, sid, root",
    "8, sid, nobody",
    "11, bullseye, root",
    "11, bullseye, nobody",
    "17, bookworm, root",
    "25, trixie, root",
    "25, trixie, nobody",
    "27, sid, root",
    "27, sid, nobody"
  })
  void shouldDoSoInEveryOtherSuite(int version, String suite, String user) throws Exception {
    comeWorkAndLeave(version, user);
  }

  private void comeWorkAndLeave(int version, String user) throws Exception {
    Path guest = Files.createDirectory(folder.resolve("guest"));
    Files.writeString(guest.resolve("host"), "host=large\n");
    Files.writeString(guest.resolve("rules.json"), RULES);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Program.compile(classes, "Told", PROGRAM);
    try (JdkContainer container =
        new JdkContainer(version)
            .withGuest(guest)
            .withJmx()
            .withCopyFileToContainer(MountableFile.forHostPath(classes, 0755), "/program")
            .withCreateContainerCmdModifier(
                create -> create.withUser(user.equals("nobody") ? NOBODY : "0"))
            .withJava(
                "-Xmx64m",
                "-javaagent:"
                    + JdkContainer.AGENT
                    + "=interval=100ms,minRetune=0s,settle=0s,file=/guest/host,rules=/guest/rules.json",
                "-cp",
                "/program",
                "Told")) {
      container.start();
      String atStart = container.out().await("processors ", LIMIT);
      AgentView view = new AgentView(container.jmx(LIMIT)).awaitRegistered(LIMIT);
      container.copyFileToContainer(
          Transferable.of("host=small\n".getBytes(StandardCharsets.US_ASCII)), "/guest/host");
      assertThat(view.awaitEvent(1, LIMIT).verdict()).isEqualTo("MIGRATED");
      container.out().await("processors 1", LIMIT);
      assertThat(view.settings("state")).containsEntry("processors", "APPLIED");

      container.run("java", "-jar", JdkContainer.AGENT, "detach", "1");
      container.err().await("hostshift detached", LIMIT);
      assertNothingLeft(container);
      container.run("touch", "/tmp/end");
      awaitEnd(container);
      assertThat(container.getCurrentContainerInfo().getState().getExitCodeLong())
          .isEqualTo(EXIT_CODE);
      assertThat(container.out().all()).containsExactly(atStart, "processors 1", atStart);
      assertThat(container.err().all())
          .filteredOn(
              line ->
                  !line.startsWith("hostshift ")
                      && !line.matches("WARNING: .*(agent|serviceability tool).*"))
          .isEmpty();
    }
  }

  /** The library goes with its class loader, at a collection. */
  private static void assertNothingLeft(JdkContainer container) throws InterruptedException {
    container.run("touch", "/tmp/gc");
    Eventually.answers(
        "JNA's library is gone",
        LIMIT,
        () -> container.run("cat", "/proc/1/maps"),
        maps -> !maps.contains("jnidispatch"));
    container.run("rm", "/tmp/gc");
    assertThat(container.run("sh", "-c", "cat /proc/1/task/*/comm")).doesNotContain("hostshift");
    assertThat(List.of(container.run("ls", "-A", "/tmp").split("\n")))
        .noneMatch(file -> file.contains("hostshift-"));
  }

  private static void awaitEnd(JdkContainer container) throws IOException, InterruptedException {
    Eventually.holds("its end", LIMIT, () -> !container.isRunning());
    container.out().awaitEnd(LIMIT);
    container.err().awaitEnd(LIMIT);
  }
}
