package io.hostshift.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.Residue;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** The first hour: with only the jar and a JVM that runs. */
@Tag("jdks")
class CommandsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldLeaveNothingBehindAfterAttachMoveAndDetach(int version) throws Exception {
    attachMoveAndDetach(Jdk.of(version));
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.OTHERS)
  void shouldLeaveNothingBehindOnAllOtherJdksEither(int version) throws Exception {
    attachMoveAndDetach(Jdk.of(version));
  }

  private void attachMoveAndDetach(Jdk jdk) throws Exception {
    Program idle = Program.sleeping(folder, "Idle");
    Path host = Files.writeString(folder.resolve("host"), "name=host-a\n");
    Path rules =
        Files.writeString(
            folder.resolve("rules.json"),
            "{\"rules\": [{\"when\": {\"file.name\": \"host-b\"}, \"processors\": 1},"
                + " {\"processors\": \"os\"}]}");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+EnableDynamicAgentLoading")
            .main(idle)
            .start()) {
      jvm.out().await("up", LIMIT);
      Residue residue = new Residue(jdk, jvm.pid());
      List<String> before = residue.flags();
      String pid = Long.toString(jvm.pid());

      Hostshift attached =
          Hostshift.run(
              jdk,
              "attach",
              pid,
              "simulate=true",
              "interval=100ms",
              "settle=300ms",
              "minRetune=0s",
              "file=" + host,
              "rules=" + rules);
      assertThat(attached.code()).as(attached.toString()).isZero();
      assertThat(attached.text()).contains("watches this VM").contains("file");
      assertThat(Hostshift.run(jdk, "list").out())
          .anyMatch(line -> line.matches(pid + " .* \\d+\\.\\d+\\.\\d+.* Idle"));
      assertThat(status(jdk, pid).at("/host/identifiers/file.name").asText()).isEqualTo("host-a");

      follow(jdk, pid, host);

      JsonNode moved = status(jdk, pid);
      assertThat(moved.at("/host/identifiers/file.name").asText()).isEqualTo("host-b");
      assertThat(moved.get("eventCount").asInt()).isEqualTo(2);
      assertThat(Hostshift.run(jdk, "retune", pid).code()).isZero();

      Hostshift detached = Hostshift.run(jdk, "detach", pid);
      assertThat(detached.code()).as(detached.toString()).isZero();
      assertThat(detached.text()).contains("detached").contains("stays:");
      residue.assertNone();
      assertThat(residue.flags()).isEqualTo(before);
      assertThat(Hostshift.run(jdk, "status", pid).code()).isEqualTo(1);

      Hostshift again = Hostshift.run(jdk, "attach", pid, "file=" + host);
      assertThat(again.code()).as(again.toString()).isZero();
      Hostshift out = Hostshift.run(jdk, "detach", pid);
      assertThat(out.code()).as(out.toString()).isZero();
      residue.assertNone();
      assertThat(jvm.err().all()).allMatch(line -> line.startsWith("hostshift "));
      // Last, as the JVM opens a connector for the question.
      assertThat(jvm.jmx().queryNames(new ObjectName("io.hostshift:*"), null)).isEmpty();
    }
  }

  /** The moment after a move is when people look, and that is where the VM is. */
  @Test
  void shouldSayWhereTheVmIsBeforeThatHasSettled() throws Exception {
    Jdk jdk = Jdk.of(17);
    Path host = Files.writeString(folder.resolve("settling"), "name=host-a\n");
    Program idle = Program.sleeping(folder, "Idle");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("interval=100ms,settle=1h,minRetune=0s,file=" + host)
            .main(idle)
            .start()) {
      String pid = Long.toString(jvm.pid());
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      assertThat(status(jdk, pid).at("/host/settled").asBoolean()).isTrue();
      Path renamed = Files.writeString(host.resolveSibling("renamed"), "name=host-b\n");
      Files.move(renamed, host, StandardCopyOption.REPLACE_EXISTING);
      view.awaitEvent(1, LIMIT);

      JsonNode moved = status(jdk, pid);
      assertThat(moved.at("/host/identifiers/file.name").asText()).isEqualTo("host-b");
      assertThat(moved.at("/host/settled").asBoolean()).isFalse();
      assertThat(moved.at("/hostIds"))
          .anyMatch(
              id ->
                  id.get("name").asText().equals("file.name")
                      && id.get("value").asText().equals("host-b"));
      assertThat(moved.at("/host/since").asText())
          .isEqualTo(moved.at("/lastEvents/0/event/detectedAt").asText());
      assertThat(Hostshift.run(jdk, "status", pid).out())
          .anyMatch(line -> line.matches("Host +file.name host-b +\\(not settled\\)"));
      assertThat(view.hosts().get(view.hosts().size() - 1)).containsEntry("file.name", "host-b");
    }
  }

  /** Both are named by a part of their main class's name, and told apart in what is printed. */
  @Test
  void shouldServeSeveralJvmsAtOnce() throws Exception {
    Jdk jdk = Jdk.of(17);
    Program twins = Program.sleeping(folder, "TwinService");
    try (ForkedJvm one = ForkedJvm.on(jdk).main(twins).start();
        ForkedJvm other = ForkedJvm.on(jdk).main(twins).start()) {
      one.out().await("up", LIMIT);
      other.out().await("up", LIMIT);
      Hostshift attached = Hostshift.run(jdk, "attach", "TwinServ", "simulate=true");
      assertThat(attached.code()).as(attached.toString()).isZero();
      assertThat(attached.text()).doesNotContain("\u001b");

      Process following =
          Hostshift.start(
              List.of(), jdk, ShippedJars.agent(), "migrations", "TwinServ", "--follow");
      try {
        Lines events = Lines.of(following.getInputStream());
        for (ForkedJvm jvm : List.of(other, one)) {
          assertThat(Hostshift.run(jdk, "simulate", Long.toString(jvm.pid())).code()).isZero();
          events.await("JVM " + jvm.pid() + " (TwinService) #1 MIGRATED", LIMIT);
        }
      } finally {
        following.destroy();
      }
      for (ForkedJvm jvm : List.of(one, other)) {
        assertThat(Hostshift.run(jdk, "migrations", "TwinServ", "--json").out())
            .anyMatch(
                line -> line.startsWith("{\"pid\":" + jvm.pid() + ",\"main\":\"TwinService\""));
        assertThat(status(jdk, Long.toString(jvm.pid())).get("pid").asLong()).isEqualTo(jvm.pid());
      }
      assertThat(Hostshift.run(jdk, "detach", "TwinServ").code()).isZero();
    }
  }

  /** A simulated move, and a true one: both are seen by who follows. */
  private static void follow(Jdk jdk, String pid, Path host) throws IOException {
    Process following =
        Hostshift.start(
            List.of(), jdk, ShippedJars.agent(), "migrations", pid, "--follow", "--json");
    try {
      Lines events = Lines.of(following.getInputStream());
      Hostshift simulated = Hostshift.run(jdk, "simulate", pid, "--json");
      assertThat(simulated.text()).contains("\"simulated\":true");
      events.await("\"simulated\":true", LIMIT);
      Path renamed = Files.writeString(host.resolveSibling("renamed"), "name=host-b\n");
      Files.move(renamed, host, StandardCopyOption.REPLACE_EXISTING);
      events.await(
          "the move, settled",
          line ->
              line.contains("\"to\":\"host-b\"")
                  && line.contains("\"verdict\":\"MIGRATED\"")
                  && line.contains("\"settledAt\":\""),
          LIMIT);
    } finally {
      following.destroy();
    }
  }

  private static JsonNode status(Jdk jdk, String pid) throws IOException {
    Hostshift status = Hostshift.run(jdk, "status", pid, "--json");
    JsonNode json = new ObjectMapper().readTree(status.text());
    assertThat(status.code())
        .as(status.toString())
        .isEqualTo(json.get("warnings").isEmpty() ? 0 : 3);
    return json;
  }
}
