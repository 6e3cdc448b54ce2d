package io.hostshift.testapp.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JVM with a stand-in for the agent. */
final class StageTest {
  @Test
  void shouldReadTheAgentInAnotherJvmAndLeaveNothingBehind(@TempDir Path folder) throws Exception {
    Path left;
    ProcessHandle child;
    try (Stage stage = Stage.open(fakeAgent(folder))) {
      left = stage.folder();
      Application application = stage.application(stage.start());
      child = ProcessHandle.current().children().findFirst().orElseThrow();
      try (JMXConnector connector = stage.connect()) {
        AgentMBeans agent = new AgentMBeans(connector.getMBeanServerConnection());
        stage.await(agent);
        assertThat(agent.hypervisor()).isEqualTo("Hyper-V");
        assertThat(agent.last()).isNull();
        assertThat(agent.settings().get("processors").current()).isEqualTo("8");
        assertThat(application.processors()).isEqualTo(8);
        assertThat(application.stats().path("intact").asBoolean()).isTrue();
      }
    }
    assertThat(child.isAlive()).isFalse();
    assertThat(left).doesNotExist();
  }

  private static Path fakeAgent(Path folder) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", FakeAgent.class.getName());
    Path jar = folder.resolve("fake-agent.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      // The stand-in's classes are on the class path of the tests, and so of the child.
      entries.putNextEntry(new JarEntry("empty"));
    }
    return jar;
  }
}
