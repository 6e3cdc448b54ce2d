package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.AgentView.Event;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Lapse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent says of a guest with vmclock that is really moved, saved and restored: one guest's
 * way, in steps, because a boot takes longer than a move.
 */
@Tag("qemu")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentMigrationIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * One poll interval (the default, 1 s) and half a second, in the guest's time; to it comes what
   * this machine withheld from the guest meanwhile, which is nothing where nothing else runs.
   */
  private static final Duration DETECTED_WITHIN = Duration.ofMillis(1500);

  /** By two JVMs that share the emulated processor, each at the first event of its life. */
  private static final Duration FIRST_BY_TWO_WITHIN = Duration.ofMillis(3000);

  private static final GuestSpec.Host A = GuestSpec.Host.named('A');
  private static final GuestSpec.Host B = GuestSpec.Host.named('B');
  private static final String NEW_GENERATION = "b2a5a9d3-6c56-4d54-9d9d-d2a9a5f9a7f2";

  private final GuestService service = new GuestService();
  private final GuestService withoutCpuid = new GuestService();
  private final GuestService unprivileged = new GuestService();
  private final Payload payload = GuestService.payload();

  private GuestMachine machine;

  @BeforeAll
  void boot() {
    GuestSpec spec = GuestSpec.ofOneProcessor().withMemoryMb(1024);
    spec = unprivileged.reachableIn(withoutCpuid.reachableIn(service.reachableIn(spec)));
    machine = GuestMachine.boot(spec, payload);
    machine.shell().start(service.command("-Xmx96m", "sources=blockserial:vda"));
    service.awaitReady(machine);
  }

  @AfterEach
  void shouldHaveACleanConsole() {
    assertThat(machine.lines().texts()).allMatch(line -> line.matches("(hostshift|testapp) .*"));
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void shouldReportNothingWhileALoadedGuestStaysWhereItIs() {
    Lapse.ofMillis(30_000, "in which nothing may be reported");
    assertThat(service.count()).isZero();
    assertThat(service.polls()).isGreaterThan(15);
    assertThat(service.stats().path("requests").asLong()).isGreaterThan(50);
  }

  @Test
  @Order(2)
  @Tag("long")
  void shouldReportNothingInFiveMinutesOfALoadedGuestThatStaysWhereItIs() {
    Lapse.ofMillis(300_000, "in which nothing may be reported");
    assertThat(service.count()).isZero();
    assertThat(service.polls()).isGreaterThan(200);
  }

  @Test
  @Order(3)
  void shouldReportADisruptionWhenTheNextHostShowsTheSameValues() {
    Event event = moveTo("to a host like A", A);
    assertThat(event.verdict()).isEqualTo("DISRUPTED");
    assertThat(event.hostChanged()).isEqualTo("unknown");
    assertThat(event.changes())
        .containsExactlyInAnyOrder("vmclock.disruption_marker", "announce.virtio_net");
    assertThat(event.to()).isEqualTo(event.from());
  }

  @Test
  @Order(4)
  void shouldReportOneMigrationWithBothHostsAndAllThatChanged() {
    Event event = moveTo("from A to B", B);
    assertThat(event.verdict()).isEqualTo("MIGRATED");
    assertThat(event.hostChanged()).isEqualTo("yes");
    assertThat(event.from()).containsAllEntriesOf(shownBy(A));
    assertThat(event.to()).containsAllEntriesOf(shownBy(B));
    assertThat(event.changes())
        .containsExactlyInAnyOrder(
            "vmclock.disruption_marker",
            "announce.virtio_net",
            "cpuid.brand",
            "fwcfg.opt/org.test/host",
            "blockserial.vda");
  }

  @Test
  @Order(5)
  void shouldReportTheWayBackAndKeepBothHostsInTheHistory() {
    Event event = moveTo("back from B to A", A);
    assertThat(event.verdict()).isEqualTo("MIGRATED");
    assertThat(event.from()).containsAllEntriesOf(shownBy(B));
    assertThat(event.to()).containsAllEntriesOf(shownBy(A));
    assertThat(service.ask(AgentView::hosts))
        .extracting(host -> host.get("cpuid.brand"))
        .containsExactly(A.brand(), B.brand(), A.brand());
  }

  /** QEMU's vmclock has no generation counter, without which a restore is not told from a move. */
  @Test
  @Order(6)
  void shouldReportADisruptionWhenRestoredOnAHostThatShowsTheSameValues(@TempDir Path folder) {
    Event event = restoreOn("on a host like A", A.withVmGeneration(NEW_GENERATION), folder);
    assertThat(event.verdict()).isEqualTo("DISRUPTED");
    assertThat(event.hostChanged()).isEqualTo("unknown");
    assertThat(event.changes())
        .containsExactlyInAnyOrder("vmclock.disruption_marker", "announce.virtio_net");
  }

  @Test
  @Order(7)
  void shouldReportAMigrationWhenRestoredOnAnotherHost(@TempDir Path folder) {
    Event event = restoreOn("on B", B, folder);
    assertThat(event.verdict()).isEqualTo("MIGRATED");
    assertThat(event.hostChanged()).isEqualTo("yes");
    assertThat(event.from()).containsAllEntriesOf(shownBy(A));
    assertThat(event.to()).containsAllEntriesOf(shownBy(B));
  }

  /** As on KVM, which keeps CPUID as it is for the life of a VM. */
  @Test
  @Order(8)
  void shouldReportTheSameMigrationWithoutCpuidAndToAJvmThatIsNotRoot() {
    machine.shell().run("killall java; while pidof java; do sleep 0.1; done");
    machine.shell().start(withoutCpuid.command("-Xmx64m", "sources=-cpuid"));
    machine.shell().startAsNobody(unprivileged.command("-Xmx64m", "sources=blockserial:vda"));
    withoutCpuid.awaitReady(machine);
    unprivileged.awaitReady(machine);
    assertThat(unprivileged.sources("state"))
        .containsEntry("cpuid", "READABLE")
        .containsEntry("blockserial", "READABLE")
        .containsEntry("vmclock", "DENIED")
        .containsEntry("fwcfg", "DENIED");
    assertThat(unprivileged.sources("reason"))
        .hasEntrySatisfying("vmclock", reason -> assertThat(reason).contains("/dev/vmclock0"));

    shouldHaveACleanConsole();
    GuestSpec.Host here = machine.spec().host();
    GuestSpec.Host there = here.brand().equals(A.brand()) ? B : A;
    Migration migration = machine.migrateTo(there);
    machine = migration.machine();
    withoutCpuid.awaitReady(machine);
    Event fromRoot = withoutCpuid.ask(agent -> agent.awaitSettled(1, LIMIT));
    Event fromNobody = unprivileged.ask(agent -> agent.awaitSettled(1, LIMIT));
    assertDetectedWithin(
        FIRST_BY_TWO_WITHIN, tell("to another host, without cpuid", migration, fromRoot));
    assertDetectedWithin(
        FIRST_BY_TWO_WITHIN, tell("to another host, as nobody", migration, fromNobody));

    assertThat(fromRoot.verdict()).isEqualTo("MIGRATED");
    assertThat(fromRoot.hostChanged()).isEqualTo("yes");
    assertThat(fromRoot.changes())
        .containsExactlyInAnyOrder(
            "vmclock.disruption_marker", "announce.virtio_net", "fwcfg.opt/org.test/host");
    String key = "fwcfg.opt/org.test/host";
    assertThat(fromRoot.from()).containsEntry(key, shownBy(here).get(key));
    assertThat(fromRoot.to()).containsEntry(key, shownBy(there).get(key));
    assertThat(fromNobody.verdict()).isEqualTo("MIGRATED");
    assertThat(fromNobody.changes())
        .containsExactlyInAnyOrder("announce.virtio_net", "cpuid.brand", "blockserial.vda");
    assertThat(withoutCpuid.count()).isOne();
    assertThat(unprivileged.count()).isOne();
  }

  @Test
  @Order(9)
  void shouldSayWithProbeWhatMoreAnUnprivilegedUserWouldSeeAsRoot() {
    String probe = "java -jar /payload/hostshift.jar probe";
    assertThat(machine.shell().runAsNobody(probe))
        .contains("Hypervisor       QEMU")
        .containsPattern("vmclock +DENIED +.*/dev/vmclock0")
        .contains("-> chmod a+r /dev/vmclock0")
        .containsPattern("fwcfg +DENIED")
        .contains("-> chmod a+r /sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw");
    assertThat(machine.shell().run(probe))
        .containsPattern("EPOCH +vmclock.disruption_marker")
        .containsPattern("INSTANCE +fwcfg.opt/org.test/host +host-A")
        .containsPattern("The agent would notice a move of this VM, by .*fwcfg.opt/org.test/host");
  }

  /** As docs/hypervisors/kvm.md says that it can be granted; the modes last until the next boot. */
  @Test
  @Order(10)
  void shouldReadAsNobodyWhatRootHasOpened() {
    machine
        .shell()
        .run("chmod a+r /dev/vmclock0 /sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw");
    Eventually.answers(
        "fwcfg is read",
        LIMIT,
        () -> unprivileged.sources("state").get("fwcfg"),
        "READABLE"::equals);

    assertThat(unprivileged.sources("state"))
        .containsEntry("vmclock", "READABLE")
        .containsEntry("fwcfg", "READABLE");
    assertThat(unprivileged.count()).as("what can be read only now has not changed").isOne();
  }

  private static Map<String, String> shownBy(GuestSpec.Host host) {
    return Map.of(
        "cpuid.brand", host.brand(),
        "fwcfg.opt/org.test/host", host.fwCfg().get("opt/org.test/host"),
        "blockserial.vda", host.diskSerial());
  }

  /** Moves the guest, and returns the one event that this has made, settled. */
  private Event moveTo(String way, GuestSpec.Host host) {
    JsonNode before = service.stats();
    long events = service.count();
    Migration migration = machine.migrateTo(host);
    machine = migration.machine();
    Event event = onlyOneAfter(events);
    assertDetectedInTime(tell(way, migration, event));
    assertWorkingSince(before);
    return event;
  }

  /** Saves the guest to a file, restores it, and returns the one event that this has made. */
  private Event restoreOn(String where, GuestSpec.Host host, Path folder) {
    JsonNode before = service.stats();
    long events = service.count();
    Path state = folder.resolve("state");
    GuestSpec spec = machine.spec();
    machine.saveTo(state);
    machine = GuestMachine.restore(spec.on(host), payload, state);
    Event event = onlyOneAfter(events);
    Delay delay = Delay.of(event, machine, machine.qmp().await("RESUME", LIMIT));
    System.out.printf("restored %s: %s %s%n", where, event.verdict(), delay);
    assertDetectedInTime(delay);
    assertWorkingSince(before);
    return event;
  }

  private Event onlyOneAfter(long events) {
    return service.ask(
        agent -> {
          Event event = agent.awaitSettled((int) events + 1, LIMIT);
          assertThat(agent.count()).isEqualTo(events + 1);
          return event;
        });
  }

  private void assertWorkingSince(JsonNode before) {
    JsonNode now = service.stats();
    assertThat(now.path("intact").asBoolean()).as(now.toString()).isTrue();
    assertThat(now.path("loadErrors")).as(now.toString()).isEqualTo(before.path("loadErrors"));
    assertThat(now.path("requests").asLong()).isGreaterThan(before.path("requests").asLong());
  }

  private static void assertDetectedInTime(Delay delay) {
    assertDetectedWithin(DETECTED_WITHIN, delay);
  }

  private static void assertDetectedWithin(Duration most, Delay delay) {
    assertThat(delay.total())
        .as(delay.toString())
        .isBetween(Duration.ofMillis(-20), most.plus(delay.stolen()));
  }

  /** Prints what was measured, and returns the time from resume to detection. */
  private static Delay tell(String way, Migration migration, Event event) {
    Delay delay = Delay.of(event, migration.machine(), migration.resumedAt());
    System.out.printf(
        "moved %s: %s %s; %d ms down, %d ms in all%n",
        way, event.verdict(), delay, migration.downtime().toMillis(), migration.total().toMillis());
    return delay;
  }

  /**
   * From when the guest runs on its new host to when the agent has noticed.
   *
   * @param total by the guest's clock
   * @param stolen how long a processor of the guest was kept waiting by this machine meanwhile
   */
  private record Delay(Duration total, Duration stolen) {
    static Delay of(Event event, GuestMachine machine, Instant resumed) {
      Instant detected = Instant.ofEpochMilli(event.detectedAtMillis());
      return new Delay(
          Duration.between(machine.clock().guestTime(resumed), detected),
          machine.stolen().between(resumed, machine.clock().hostTime(detected)));
    }

    @Override
    public String toString() {
      return total.toMillis()
          + " ms after resume (guest's clock; "
          + stolen.toMillis()
          + " ms of it stolen by this machine)";
    }
  }
}
