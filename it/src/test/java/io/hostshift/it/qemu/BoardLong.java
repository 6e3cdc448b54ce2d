package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Lapse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What takes longer on another board than x86's: a move to a host that is alike, a restore,
 * processors that go and come, a stay, an agent that is attached. In steps, with one boot.
 */
@Tag("qemu")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class BoardLong {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final String AS_NOBODY =
      "su -s /bin/sh nobody -c '" + ListeningJvm.COMMAND + "%s'";

  /** Warnings, which a busy machine may give cause for, are no part of the answer. */
  private static final String STATUS = "status --json 2> /dev/null ";

  private static final Map<String, String> FLAGS =
      Map.of("gc.parallel", "ParallelGCThreads", "gc.concurrent", "ConcGCThreads");
  private static final String IDLE = Idle.class.getName();

  private final ListeningJvm jvm = new ListeningJvm("plain", "");
  private final Payload payload = ListeningJvm.payload();
  private final ArchitecturePage page = new ArchitecturePage(getClass());

  private final Board board;
  private final GuestSpec.Host host;
  private GuestMachine machine;
  private int events;

  /**
   * @param host on which it boots, and from which to one that is alike it is moved
   */
  BoardLong(Board board, GuestSpec.Host host) {
    this.board = board;
    this.host = host;
  }

  /** The machine as it is now. */
  final GuestMachine machine() {
    return machine;
  }

  /** Moves the guest. */
  final void moveTo(GuestSpec.Host next) {
    machine = machine.migrateTo(next).machine();
  }

  /** Keeps what was seen. */
  final void saw(String what, String seen) {
    page.saw(machine, what, seen);
  }

  @BeforeAll
  void boot() {
    machine = GuestMachine.boot(GuestSpec.of(board).on(host), payload);
    jvm.start(machine);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(2)
  void shouldReportADisruptionWhereTheNextHostIsAlike() {
    moveTo(host);
    assertOneMore("DISRUPTED", "unknown", "announce.virtio_net");
    saw("moved to a host that is alike", "one event, DISRUPTED, host changed: unknown");
  }

  @Test
  @Order(4)
  void shouldReportARestore(@TempDir Path folder) {
    Path state = folder.resolve("state");
    GuestSpec spec = machine.spec();
    machine.saveTo(state);
    machine = GuestMachine.restore(spec, payload, state);
    assertOneMore("DISRUPTED", "unknown", "announce.virtio_net");
    saw("saved to a file and restored", "one event, DISRUPTED, host changed: unknown");
  }

  @Test
  @Order(5)
  void shouldReportProcessorsThatGoAndCome() {
    boolean all = machine.spec().online() == machine.spec().processors();
    for (boolean online : new boolean[] {!all, all}) {
      machine.shell().run("echo " + (online ? 1 : 0) + " > /sys/devices/system/cpu/cpu1/online");
      assertOneMore("RESIZED", "unknown", "capacity.processors");
    }
    saw("a processor taken out, and one brought in", "two events, RESIZED");
  }

  final void assertOneMore(String verdict, String changed, String... changes) {
    events++;
    JsonNode event = jvm.awaitSettled(events, machine);
    assertThat(event.path("verdict").asText()).isEqualTo(verdict);
    assertThat(event.path("hostChanged").asText()).isEqualTo(changed);
    assertThat(ListeningJvm.changes(event)).containsExactlyInAnyOrder(changes);
    Lapse.ofMillis(12_000, "in which nothing may be added");
    assertThat(jvm.events(machine)).as(jvm.said(machine)).hasSize(events);
  }

  @Test
  @Order(6)
  void shouldReportNothingInTenMinutesOfAGuestThatStays() {
    Lapse.ofMillis(600_000, "in which nothing may be reported");
    assertThat(jvm.events(machine)).as(jvm.said(machine)).hasSize(events);
    saw("ten minutes without a move", "no event");
  }

  /** Flags are read through tables in the JVM's memory, in this processor's byte order. */
  @Test
  @Order(7)
  void shouldBeAttachedToAJvmThatRunsAndReadItsFlags() throws JsonProcessingException {
    String java = "java -XX:+UseG1GC -Xmx64m ";
    machine.shell().startAsNobody("exec " + java + "-cp /payload/classes " + IDLE);
    String pid =
        Eventually.answers(
            "the JVM without an agent",
            LIMIT,
            () -> ListeningJvm.pid(machine, "Xmx64m"),
            one -> !one.isEmpty());
    // On a busy machine its answer may come too late; whether it runs is what counts.
    machine.shell().execute(AS_NOBODY.formatted("attach " + pid), LIMIT);
    String status =
        Eventually.answers(
                "it is attached to",
                LIMIT,
                () -> machine.shell().execute(AS_NOBODY.formatted(STATUS + pid), LIMIT),
                answer -> answer.output().contains("gc.parallel"))
            .output();
    String flags =
        machine.shell().run(java + "-XX:+PrintFlagsFinal -version 2>&1 | grep GCThreads");
    for (JsonNode setting : new ObjectMapper().readTree(status).path("settings")) {
      String flag = FLAGS.get(setting.path("name").asText());
      if (flag != null) {
        assertThat(flags).containsPattern(flag + " += " + setting.path("atStart").asInt() + " ");
      }
    }
    machine.shell().runAsNobody(ListeningJvm.COMMAND + "detach " + pid);
    saw("`attach` to a JVM with G1", "its flags are read, as it prints them itself");
  }
}
