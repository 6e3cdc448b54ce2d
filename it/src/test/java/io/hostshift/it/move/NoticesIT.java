package io.hostshift.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Announced migrations, heard and answered by the shipped jar. */
class NoticesIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** A listener in the application hangs for ever; what is read from standard input ends it. */
  private static final String PROGRAM =
      """
      import java.lang.management.ManagementFactory;
      import javax.management.*;

      public class Program {
        public static void main(String[] args) throws Exception {
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          ObjectName name = new ObjectName("io.hostshift:type=Migrations");
          if (args.length > 0) {
            while (!server.isRegistered(name)) {
              Thread.sleep(50);
            }
            server.addNotificationListener(name, (sent, back) -> {
              System.out.println(sent.getType());
              while (true) {
                try {
                  Thread.sleep(1000000);
                } catch (InterruptedException e) {
                  // Hangs all the same.
                }
              }
            }, null, null);
            System.out.println("listening");
          }
          System.in.read();
        }
      }
      """;

  @TempDir Path folder;

  private Program program;
  private Path host;

  @BeforeEach
  void compile() throws IOException {
    program = Program.compile(folder, "Program", PROGRAM);
    host = Files.writeString(folder.resolve("host"), "name=a\n");
  }

  private JvmCommand jvm(String arguments, String... main) {
    return ForkedJvm.on(Jdk.running())
        .agent("settle=2s,sources=file+capacity,file=" + host + "," + arguments)
        .main(program, main);
  }

  private static ObjectName migrations() throws Exception {
    return new ObjectName("io.hostshift:type=Migrations");
  }

  /** A JVM that has yet to start cannot be attached to. */
  private static AgentView view(ForkedJvm jvm) {
    jvm.err().await("hostshift watches", LIMIT);
    return new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
  }

  private static boolean hold(ForkedJvm jvm, int seconds) throws Exception {
    return (Boolean)
        jvm.jmx()
            .invoke(
                migrations(),
                "hold",
                new Object[] {seconds, "test"},
                new String[] {"int", "java.lang.String"});
  }

  private static List<Notification> listen(MBeanServerConnection server) throws Exception {
    List<Notification> heard = new CopyOnWriteArrayList<>();
    server.addNotificationListener(migrations(), (sent, back) -> heard.add(sent), null, null);
    return heard;
  }

  private static List<String> phases(AgentView view) {
    List<String> phases = new CopyOnWriteArrayList<>();
    for (CompositeData notice : (CompositeData[]) view.get("Migrations", "Notices")) {
      phases.add((String) notice.get("phase"));
    }
    return phases;
  }

  /** Two JVMs, one of which holds; then the VM moves. */
  @Test
  void shouldAnswerOnceForAllJvmsAndJoinTheNoticeWithTheMove() throws Exception {
    try (ScheduledEventsStandIn azure = new ScheduledEventsStandIn();
        ForkedJvm first = jvm("notices=ack,metadata=" + azure.metadata()).start();
        ForkedJvm second = jvm("notices=ack,metadata=" + azure.metadata()).start()) {
      AgentView one = view(first);
      AgentView two = view(second);
      List<Notification> heard = listen(second.jmx());
      one.await("asked", view -> !azure.asked().isEmpty(), LIMIT);
      assertThat(hold(second, 3_000)).isFalse();
      azure.freeze("e1", Instant.now().plusSeconds(900));
      two.await("the notice", view -> phases(view).contains("ANNOUNCED"), LIMIT);
      Eventually.holds("the notification", LIMIT, () -> !heard.isEmpty());
      assertThat(heard.get(0).getType()).isEqualTo("io.hostshift.notice");
      assertThat(((CompositeData) heard.get(0).getUserData()).get("id")).isEqualTo("e1");
      assertThat(one.get("Host", "MigrationModel")).isEqualTo("COOPERATIVE");
      Lapse.ofMillis(5_000, "long past the moment that everybody has to ask for time");
      assertThat(azure.acknowledged()).isEmpty();

      assertThat(two.call("Migrations", "ready")).isEqualTo(true);
      Eventually.holds("the acknowledgement", LIMIT, () -> !azure.acknowledged().isEmpty());
      Files.writeString(host, "name=b\n");
      AgentView.Event moved = one.awaitSettled(1, LIMIT);
      assertThat(moved.data().get("notice")).isEqualTo("azure:e1");
      assertThat(moved.verdict()).isEqualTo("MIGRATED");
      azure.gone("e1");
      one.await("the end", view -> phases(view).contains("ENDED"), LIMIT);
      two.await("the end", view -> phases(view).contains("ENDED"), LIMIT);

      assertThat(azure.acknowledged()).containsExactly("e1");
      assertThat(first.err().toString()).contains("azure announces a migration in ");
    }
  }

  @Test
  void shouldAnswerInTimeWhateverAListenerDoesAndGoOnWatching() throws Exception {
    try (ScheduledEventsStandIn azure = new ScheduledEventsStandIn();
        ForkedJvm jvm = jvm("notices=ack,metadata=" + azure.metadata(), "hang").start()) {
      jvm.out().await("listening", LIMIT);
      azure.freeze("e1", Instant.now().plusSeconds(900));
      jvm.out().await("io.hostshift.notice", LIMIT);
      Eventually.holds("the acknowledgement", LIMIT, () -> !azure.acknowledged().isEmpty());
      Files.writeString(host, "name=b\n");

      AgentView view = view(jvm);
      assertThat(view.awaitSettled(1, LIMIT).verdict()).isEqualTo("MIGRATED");
    }
  }

  @Test
  void shouldNeverAnswerWhereItOnlyListensAndSayThatNothingFollowed() throws Exception {
    try (ScheduledEventsStandIn azure = new ScheduledEventsStandIn();
        ForkedJvm jvm = jvm("metadata=" + azure.metadata()).start()) {
      AgentView view = view(jvm);
      azure.freeze("e1", Instant.now().plusSeconds(900));
      azure.freeze("e2", Instant.now());
      view.await("both", seen -> phases(seen).size() == 2, LIMIT);
      // Its thread is woken after what it is told is seen.
      view.await("hurry", seen -> (Long) seen.get("Watcher", "IntervalMillis") == 50L, LIMIT);
      azure.gone("e1");
      azure.gone("e2");
      jvm.err().await("azure has cancelled a migration", LIMIT);
      jvm.err().await("nothing here tells that this VM was moved", LIMIT);
      view.await("rest", seen -> (Long) seen.get("Watcher", "IntervalMillis") == 10_000L, LIMIT);

      assertThat(azure.acknowledged()).isEmpty();
      assertThat(view.count()).isZero();
    }
  }

  @Test
  void shouldAskNobodyWhereNoticesAreOff() throws Exception {
    try (ScheduledEventsStandIn azure = new ScheduledEventsStandIn();
        ForkedJvm jvm = jvm("notices=off,metadata=" + azure.metadata()).start()) {
      view(jvm).await("polls", view -> (Long) view.get("Watcher", "Polls") > 3, LIMIT);

      assertThat(azure.asked()).isEmpty();
    }
  }

  /** A script stands for VMware's program: one event, then none. */
  @Test
  void shouldRegisterWithVsphereAnswerAndTakeItsRegistrationBack() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Path script =
        Files.writeString(
            tools.resolve("vmtoolsd"),
            """
            #!/bin/sh
            cd "${0%/*}" && echo "$2" >> calls
            case "$2" in
              *.register*) echo '{"result":true,"uniqueToken":"t1"}' ;;
              *.check-for-event*) if [ -e event ]; then cat event; rm event
                else echo '{"result":true}'; fi ;;
              *.ack-event*) echo '{"result":true,"ackStatus":"ack_received"}' ;;
              *) echo '{"result":true}' ;;
            esac
            """);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ForkedJvm jvm =
        jvm("notices=ack,metadata=off").environment("PATH", tools + ":/usr/bin:/bin").start()) {
      Eventually.holds(
          "registered", LIMIT, () -> calls(tools).contains("vm-operation-notification.register"));
      Path event =
          Files.writeString(
              folder.resolve("event"),
              "{\"result\":true,\"eventType\":\"start\",\"opType\":\"host-migration\","
                  + "\"notificationTimeoutInSec\":120,\"operationId\":7}");
      Files.move(event, tools.resolve("event"));
      Eventually.holds(
          "answered",
          LIMIT,
          () ->
              calls(tools)
                  .contains(
                      "vm-operation-notification.ack-event"
                          + " {\"operationId\":7,\"uniqueToken\":\"t1\"}"));
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).isZero();

      assertThat(calls(tools))
          .contains("vm-operation-notification.unregister {\"uniqueToken\":\"t1\"}");
    }
  }

  private static String calls(Path tools) throws IOException {
    Path calls = tools.resolve("calls");
    return Files.exists(calls) ? Files.readString(calls) : "";
  }

  @Test
  void shouldPlayANoticeAndAnEventMarkedAsSimulated() throws Exception {
    try (ForkedJvm jvm = jvm("simulate=true").start()) {
      AgentView view = view(jvm);
      List<Notification> heard = listen(jvm.jmx());
      assertThat(view.call("Migrations", "simulate")).isEqualTo(1L);
      view.awaitSettled(1, LIMIT);
      Eventually.holds("notice, migration, settled, notice", LIMIT, () -> heard.size() >= 4);

      assertThat(heard)
          .extracting(Notification::getType)
          .containsExactly(
              "io.hostshift.notice",
              "io.hostshift.migration",
              "io.hostshift.settled",
              "io.hostshift.notice");
      CompositeData notice = ((CompositeData[]) view.get("Migrations", "Notices"))[0];
      assertThat(notice.getAll(new String[] {"simulated", "phase", "event"}))
          .containsExactly(true, "ENDED", 1L);
    }
  }
}
