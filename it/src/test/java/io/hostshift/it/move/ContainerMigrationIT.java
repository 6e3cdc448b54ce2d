package io.hostshift.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.place.JdkContainer;
import io.hostshift.it.run.AgentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent in containers of real JDK images, watched over JMX from outside. */
@Tag("docker")
class ContainerMigrationIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String UUID_FILE = "sys/class/dmi/id/product_uuid";
  private static final String ONLINE = "sys/devices/system/cpu/online";

  @TempDir Path folder;

  static IntStream versions() {
    return JdkContainer.VERSIONS.stream().mapToInt(Integer::intValue);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void shouldReportWhatChangesInACopyOfAGuestsFiles(int version) throws IOException {
    write("sys/class/dmi/id/sys_vendor", "QEMU\n");
    write(UUID_FILE, "11111111-2222-3333-4444-555555555555\n");
    write(ONLINE, "0-7\n");
    write("host", "rack=r1\nmodel.cpu=small\n");
    try (JdkContainer container =
        service(
                version,
                "root=" + JdkContainer.GUEST + ",file=" + JdkContainer.GUEST + "/host,settle=1s")
            .withGuest(folder)) {
      container.start();
      AgentView view = new AgentView(container.jmx(LIMIT)).awaitRegistered(LIMIT);
      assertThat(view.count()).isZero();

      container.writeGuestFile("host", "rack=r2\nmodel.cpu=large\n");
      AgentView.Event moved = view.awaitSettled(1, LIMIT);
      assertThat(moved.verdict()).isEqualTo("MIGRATED");
      assertThat(moved.hostChanged()).isEqualTo("yes");
      assertThat(moved.from()).containsAllEntriesOf(Map.of("file.rack", "r1", "file.cpu", "small"));
      assertThat(moved.to()).containsAllEntriesOf(Map.of("file.rack", "r2", "file.cpu", "large"));

      container.writeGuestFile(ONLINE, "0-3\n");
      AgentView.Event resized = view.awaitSettled(2, LIMIT);
      assertThat(resized.verdict()).isEqualTo("RESIZED");
      assertThat(resized.changes()).containsExactly("capacity.processors");

      container.writeGuestFile(UUID_FILE, "aaaaaaaa-2222-3333-4444-555555555555\n");
      assertThat(view.awaitSettled(3, LIMIT).verdict()).isEqualTo("RESTORED");
      assertThat(view.count()).isEqualTo(3);
      assertClean(container);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void shouldFollowTheCpuQuotaOfARunningContainer(int version) {
    try (JdkContainer container = service(version, "settle=1s").withProcessors(2)) {
      container.start();
      AgentView view = new AgentView(container.jmx(LIMIT)).awaitRegistered(LIMIT);

      container.setCpuQuota(1);
      AgentView.Event resized = view.awaitSettled(1, LIMIT);
      assertThat(resized.verdict()).isEqualTo("RESIZED");
      assertThat(resized.changes()).containsExactly("capacity.processors");
      assertThat(view.settings("current")).containsEntry("processors", 1);

      container.setCpuQuota(2);
      assertThat(view.awaitSettled(2, LIMIT).verdict()).isEqualTo("RESIZED");
      assertThat(view.settings("current")).containsEntry("processors", 2);
      assertThat(view.count()).isEqualTo(2);
      assertClean(container);
    }
  }

  private static JdkContainer service(int version, String arguments) {
    return new JdkContainer(version)
        .withJmx()
        .withJava(
            "-Xmx128m",
            "-javaagent:" + JdkContainer.AGENT + "=interval=200ms,minRetune=0s," + arguments,
            "-jar",
            JdkContainer.TESTAPP,
            "serve",
            "load=1",
            "pauseMs=50",
            "heapMb=8");
  }

  private static void assertClean(JdkContainer container) {
    assertThat(container.err().all()).allMatch(line -> line.startsWith("hostshift "));
    assertThat(container.out().all()).allMatch(line -> line.startsWith("testapp "));
  }

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
