package io.hostshift.it.everywhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.place.JdkContainer;
import io.hostshift.it.run.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.utility.MountableFile;

@Tag("docker")
class ContainerIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PROCESSORS =
      """
      public class Processors {
        public static void main(String[] args) throws Exception {
          for (int last = 0; ; Thread.sleep(10)) {
            int now = Runtime.getRuntime().availableProcessors();
            if (now != last) {
              System.out.println("processors " + now);
              last = now;
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  static IntStream versions() {
    return JdkContainer.VERSIONS.stream().mapToInt(Integer::intValue);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void shouldRunTheJavaThatTheImageIsNamedFor(int version) throws Exception {
    try (JdkContainer container = new JdkContainer(version)) {
      container.start();
      assertThat(container.execInContainer("java", "-Xshare:on", "-version").getStderr())
          .startsWith("openjdk version \"" + (version == 8 ? "1.8" : version));
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void shouldSeeTheCpuQuotaOfARunningContainerChange(int version) {
    try (JdkContainer container = processors(version).withProcessors(2).withJava(command())) {
      container.start();
      container.out().await("processors 2", LIMIT);
      container.setCpuQuota(1);
      container.out().await("processors 1", LIMIT);
      container.setCpuQuota(2);
      assertThat(container.run("cat", "/proc/1/comm")).startsWith("java");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void shouldReadMBeansFromOutside(int version) throws Exception {
    try (JdkContainer container = processors(version).withJmx().withJava(command())) {
      container.start();
      MBeanServerConnection beans = container.jmx(LIMIT);
      assertThat(beans.getAttribute(new ObjectName("java.lang:type=Runtime"), "Name"))
          .asString()
          .startsWith("1@");
    }
  }

  @Test
  void shouldReplaceAGuestFile() throws Exception {
    Path file = folder.resolve("sys/class/dmi/id/product_uuid");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "before\n");
    try (JdkContainer container = new JdkContainer(17).withGuest(folder)) {
      container.start();
      String path = JdkContainer.GUEST + "/sys/class/dmi/id/product_uuid";
      assertThat(container.run("cat", path)).isEqualTo("before\n");
      container.writeGuestFile("sys/class/dmi/id/product_uuid", "after\n");
      assertThat(container.run("cat", path)).isEqualTo("after\n");
    }
  }

  private JdkContainer processors(int version) {
    Program program = Program.compile(folder, "Processors", PROCESSORS);
    return new JdkContainer(version)
        .withCopyFileToContainer(MountableFile.forHostPath(program.classes()), "/program");
  }

  private static String[] command() {
    return new String[] {"-Xmx64m", "-cp", "/program", "Processors"};
  }
}
