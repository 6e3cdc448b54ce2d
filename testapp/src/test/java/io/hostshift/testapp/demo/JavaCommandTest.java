package io.hostshift.testapp.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.testapp.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the service's JVM is started, and with which agent. */
final class JavaCommandTest {
  @TempDir Path folder;

  @Test
  void shouldSizeTheJvmForTheCeiling() {
    assertThat(new JavaCommand(java("17", "OpenJDK 64-Bit Server VM")).vmOptions())
        .contains("-XX:ActiveProcessorCount=8", "-XX:+UseG1GC", "-Xlog:gc+task=info:file=gc.log");
  }

  @Test
  void shouldSpeakToJava8InItsOwnWords() {
    assertThat(new JavaCommand(java("1.8", "OpenJDK 64-Bit Server VM")).vmOptions())
        .contains("-XX:+UseDynamicNumberOfGCThreads", "-Xloggc:gc.log")
        .noneMatch(option -> option.startsWith("-Xlog:"));
  }

  @Test
  void shouldAskForNoHotSpotCollectorOfOpenJ9() {
    assertThat(new JavaCommand(java("17", "Eclipse OpenJ9 VM")).vmOptions())
        .doesNotContain("-XX:+UseG1GC");
  }

  @Test
  void shouldKeepJmxOnLoopbackAndBehindAPassword() throws Exception {
    JmxAccess jmx = JmxAccess.prepare(folder);

    assertThat(jmx.options())
        .contains(
            "-Dcom.sun.management.jmxremote.host=127.0.0.1",
            "-Dcom.sun.management.jmxremote.authenticate=true");
    assertThat(Files.getPosixFilePermissions(folder.resolve("jmx.password"))).hasSize(2);
    assertThat(folder.resolve("jmx.access")).hasContent("demo readonly");
  }

  @Test
  void shouldFindTheAgentThatTheBuildMakes() throws Exception {
    Path own = folder.resolve("testapp/target/hostshift-testapp.jar");
    Path agent = folder.resolve("agent/target/hostshift.jar");
    Files.createDirectories(own.getParent());
    Files.createDirectories(agent.getParent());
    Files.createFile(agent);

    assertThat(AgentJar.find(null, own)).isEqualTo(agent.toRealPath());
  }

  @Test
  void shouldSayWhereTheAgentIsMissing() {
    assertThatThrownBy(() -> AgentJar.find(null, folder.resolve("a/b/own.jar")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("agent/target/hostshift.jar: build it, or give agent=PATH");
    assertThatThrownBy(() -> AgentJar.find(folder.resolve("none.jar"), folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("none.jar");
  }

  private static Properties java(String version, String name) {
    Properties java = new Properties();
    java.setProperty("java.specification.version", version);
    java.setProperty("java.vm.name", name);
    return java;
  }
}
