package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.MovableVm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command of an operator that is told of events. */
class OnEventIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private MovableVm vm;
  private Path told;

  @BeforeEach
  void write() throws Exception {
    vm = new MovableVm(folder, "vm-1");
    told = folder.resolve("told");
  }

  private Path script(String body) throws Exception {
    Path script = Files.writeString(folder.resolve("command"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private ForkedJvm start(String arguments, String... options) {
    ForkedJvm jvm =
        ForkedJvm.on(Jdk.running())
            .options(options)
            .agent(vm.arguments() + arguments)
            .main(vm.program(), vm.file().toString())
            .start();
    jvm.err().await("hostshift watches this VM", LIMIT);
    return jvm;
  }

  @Test
  void shouldGetTheEventOnItsStandardInput() throws Exception {
    Path command = script("/bin/cat > " + told + ".part; mv " + told + ".part " + told);
    try (ForkedJvm jvm = start("", "-Dhostshift.onEvent=" + command)) {
      vm.move("host-b");
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      view.await("the command", seen -> Files.exists(told), LIMIT);

      assertThat(Files.readAllLines(told)).hasSize(1);
      JsonNode event = new ObjectMapper().readTree(told.toFile());
      assertThat(event.path("verdict").asText()).isEqualTo("MIGRATED");
      assertThat(event.path("detectedAt").asText())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
      assertThat(event.path("vmIds").toString()).contains("vm-1");
      assertThat(event.path("from").path("file.host").asText()).isEqualTo("host-a");
      assertThat(event.path("to").path("file.host").asText()).isEqualTo("host-b");
      assertThat(event.path("settings").size()).isPositive();
    }
  }

  @Test
  void shouldSayOnceThatTheCommandFailsAndGoOn() throws Exception {
    Path command = script("echo broken >&2; exit 3");
    try (ForkedJvm jvm = start("", "-Dhostshift.onEvent=" + command)) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      vm.move("host-b");
      jvm.err().await("onEvent: " + command + " ended with exit code 3: broken", LIMIT);
      vm.move("host-c");
      view.awaitSettled(2, LIMIT);

      assertThat(jvm.err().all().stream().filter(line -> line.contains("onEvent")).count())
          .isEqualTo(1);
    }
  }

  @Test
  void shouldNotRunWhatAFileNamesThatOthersMayWrite() throws Exception {
    Path command = script("touch " + told);
    Path configuration =
        Files.writeString(folder.resolve("hostshift.json"), "{\"onEvent\": \"" + command + "\"}");
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-rw-rw-"));
    try (ForkedJvm jvm = start(",config=" + configuration)) {
      assertThat(jvm.err().all())
          .anyMatch(line -> line.contains("onEvent is not run: ") && line.contains("0666"));
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      vm.move("host-b");
      view.awaitSettled(1, LIMIT);
    }
    assertThat(told).doesNotExist();
  }
}
