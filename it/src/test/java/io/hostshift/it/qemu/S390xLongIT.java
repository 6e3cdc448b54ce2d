package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Lapse;
import java.nio.file.Path;
import java.time.Duration;
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
 * What takes longer on an emulated IBM Z: what a probe says, a stay, moves to hosts that are alike
 * or have given the guest another name, a restore, processors that go and come, an agent that is
 * attached. In steps, with one boot.
 */
@Tag("qemu")
@Tag("s390x")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class S390xLongIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final GuestSpec.Host A = GuestSpec.Host.silent('A', "max");
  private static final String OTHER_UUID = "6e1b5c30-59e0-4b8c-8f3a-0c3c9f0f2a02";
  private static final String AS_NOBODY =
      "su -s /bin/sh nobody -c '" + ListeningJvm.COMMAND + "%s'";
  private static final String IDLE = Idle.class.getName();

  private final ListeningJvm jvm = new ListeningJvm("plain", "");
  private final Payload payload = ListeningJvm.payload();
  private final ArchitecturePage page = new ArchitecturePage(S390xLongIT.class);

  private GuestMachine machine;
  private int events;

  @BeforeAll
  void boot() {
    machine = GuestMachine.boot(GuestSpec.of(Board.S390X).on(A), payload);
    jvm.start(machine);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void shouldSayWhatItWouldNotice() {
    assertThat(machine.shell().runAsNobody(ListeningJvm.COMMAND + "probe"))
        .contains("Hypervisor       KVM")
        .containsPattern("VM +sysinfo.VM00 UUID +" + A.uuid())
        .containsPattern("EPOCH +announce.virtio_net +0")
        .doesNotContain("sysinfo.Sequence Code")
        .contains("To which host is not told.");
    page.saw(machine, "`probe`", "KVM; a move would be noticed by `announce`, the host not named");
  }

  @Test
  @Order(2)
  void shouldReportADisruptionWhereTheNextHostIsAlike() {
    machine = machine.migrateTo(A).machine();
    assertOneMore("DISRUPTED", "unknown", "announce.virtio_net");
    page.saw(
        machine, "moved to a host that is alike", "one event, DISRUPTED, host changed: unknown");
  }

  /**
   * The kernel asks for the name of the guest anew at each read, and so the next host's is read.
   */
  @Test
  @Order(3)
  void shouldReportAnotherVmWhereTheGuestHasAnotherName() {
    machine = machine.migrateTo(A.withUuid(OTHER_UUID)).machine();
    assertOneMore("RESTORED", "unknown", "announce.virtio_net", "sysinfo.VM00 UUID");
    page.saw(machine, "moved to a host that gives the guest another UUID", "one event, RESTORED");
  }

  @Test
  @Order(4)
  void shouldReportARestore(@TempDir Path folder) {
    Path state = folder.resolve("state");
    GuestSpec spec = machine.spec();
    machine.saveTo(state);
    machine = GuestMachine.restore(spec, payload, state);
    assertOneMore("DISRUPTED", "unknown", "announce.virtio_net");
    page.saw(
        machine, "saved to a file and restored", "one event, DISRUPTED, host changed: unknown");
  }

  @Test
  @Order(5)
  void shouldReportProcessorsThatGoAndCome() {
    machine.shell().run("echo 0 > /sys/devices/system/cpu/cpu1/online");
    assertOneMore("RESIZED", "unknown", "capacity.processors");
    machine.onlineCpu(1);
    assertOneMore("RESIZED", "unknown", "capacity.processors");
    page.saw(machine, "a processor taken out and brought in again", "two events, RESIZED");
  }

  private void assertOneMore(String verdict, String changed, String... changes) {
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
    page.saw(machine, "ten minutes without a move", "no event");
  }

  /** Flags are read through tables in the JVM's memory, most significant byte first. */
  @Test
  @Order(7)
  void shouldBeAttachedToAJvmThatRunsAndWriteNothingThatWasNotTriedThere() {
    machine.shell().startAsNobody("exec java -XX:+UseG1GC -Xmx64m -cp /payload/classes " + IDLE);
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
                () -> machine.shell().execute(AS_NOBODY.formatted("status --json " + pid), LIMIT),
                answer -> answer.output().contains("gc.parallel"))
            .output();
    assertThat(status)
        .contains(
            "writing HeapSizePerGCThread is not proven to be safe with G1 on Java 27 on s390x");
    machine.shell().runAsNobody(ListeningJvm.COMMAND + "detach " + pid);
    page.saw(
        machine,
        "`attach` to a JVM with G1",
        "flags are read; none is written, as unproven: `LEFT`");
  }
}
