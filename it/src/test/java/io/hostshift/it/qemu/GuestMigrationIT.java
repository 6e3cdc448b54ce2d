package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hostshift.it.run.FreePort;
import java.lang.management.RuntimeMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One guest's way over three hosts: what the other tests of real migrations rely on, in steps. */
@Tag("qemu")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuestMigrationIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final GuestSpec.Host B = GuestSpec.Host.named('B');
  private static final GuestSpec.Host C = GuestSpec.Host.named('C');

  private final int http = FreePort.any();
  private final int jmx = FreePort.any();
  private final Payload payload =
      new Payload()
          .program(HostTeller.class)
          .text(
              "start",
              "exec java -cp /payload/classes -Djava.rmi.server.hostname=127.0.0.1"
                  + " -Dcom.sun.management.jmxremote.port="
                  + jmx
                  + " -Dcom.sun.management.jmxremote.rmi.port="
                  + jmx
                  + " -Dcom.sun.management.jmxremote.authenticate=false"
                  + " -Dcom.sun.management.jmxremote.ssl=false "
                  + HostTeller.class.getName()
                  + ' '
                  + http);

  private GuestMachine machine;
  private Migration migration;
  private String marker;
  private long jvmStart;

  @BeforeAll
  void boot() {
    GuestSpec spec = GuestSpec.ofOneProcessor().withProcessors(4, 2).withPort(http).withPort(jmx);
    machine = GuestMachine.boot(spec, payload);
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void shouldSeeTheFirstHostFromAJvmInTheGuest() throws Exception {
    machine.lines().await(line -> line.equals(sight(2, 'A')), LIMIT);
    assertThat(ask()).isEqualTo(sight(2, 'A'));
    assertThat(machine.shell().run("cat /sys/block/vda/serial")).isEqualTo("DISK-A");
    assertThat(fwCfg()).isEqualTo("host-A");
    marker = vmClockMarker();
    jvmStart = jvmStartTime();
  }

  @Test
  @Order(2)
  void shouldRunCommandsAsRootAndAsNobody() {
    assertThat(machine.shell().execute("echo it; exit 3", LIMIT))
        .isEqualTo(new GuestShell.Answer(3, "it"));
    assertThat(machine.shell().run("id -un")).isEqualTo("root");
    assertThat(machine.shell().runAsNobody("id -un; cat /sys/block/vda/serial"))
        .isEqualTo("nobody\nDISK-A");
  }

  @Test
  @Order(3)
  void shouldSeeTheSecondHostAfterALiveMigration() throws Exception {
    migration = machine.migrateTo(B);
    machine = migration.machine();
    machine.lines().await(line -> line.equals(sight(2, 'B')), LIMIT);
    assertThat(machine.shell().run("cat /sys/block/vda/serial")).isEqualTo("DISK-B");
    assertThat(fwCfg()).isEqualTo("host-B");
    assertThat(machine.shell().run("grep -m 1 'model name' /proc/cpuinfo")).contains("Host A");
  }

  @Test
  @Order(4)
  void shouldAdvanceTheVmClockMarkerWithTheMigration() {
    assertThat(vmClockMarker()).isNotEqualTo(marker);
  }

  @Test
  @Order(5)
  void shouldReachTheSameJvmThroughTheSamePortsAfterTheMigration() throws Exception {
    assertThat(ask()).isEqualTo(sight(2, 'B'));
    assertThat(jvmStartTime()).isEqualTo(jvmStart);
  }

  @Test
  @Order(6)
  void shouldTellHowLongTheMigrationTookAndWhatItSent() {
    assertThat(migration.resumedAt()).isAfter(migration.stoppedAt());
    assertThat(migration.total()).isPositive();
    assertThat(migration.transferredBytes()).isGreaterThan(50_000_000);
    System.out.printf(
        "migration: %s, of it %s down, outage seen here %s, %d bytes%n",
        migration.total(),
        migration.downtime(),
        Duration.between(migration.stoppedAt(), migration.resumedAt()),
        migration.transferredBytes());
  }

  @Test
  @Order(7)
  void shouldReckonTheGuestsClockOnTheNewHost() {
    Instant before = Instant.now();
    String guest = machine.shell().run("echo $EPOCHREALTIME");
    Instant after = Instant.now();
    long micros = Long.parseLong(guest.replace(".", ""));
    Instant host = machine.clock().hostTime(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    assertThat(host).isBetween(before.minusMillis(20), after.plusMillis(20));
    assertThat(machine.clock().hostTime(migration.resumedAtInGuest()))
        .isCloseTo(migration.resumedAt(), within(50, ChronoUnit.MILLIS));
  }

  @Test
  @Order(8)
  void shouldSeeMoreProcessorsWhenTheyAreBroughtOnline() {
    machine.onlineCpu(2);
    machine.onlineCpu(3);
    machine.lines().await(line -> line.equals(sight(4, 'B')), LIMIT);
    assertThat(machine.shell().run("grep 'model name' /proc/cpuinfo"))
        .contains("Host A")
        .contains("Host B");
  }

  @Test
  @Order(9)
  void shouldGoOnOnAThirdHostAfterSavingAndRestoring(@TempDir Path folder) throws Exception {
    String before = vmClockMarker();
    GuestSpec spec = machine.spec();
    machine.saveTo(folder.resolve("state"));
    machine = GuestMachine.restore(spec.on(C), payload, folder.resolve("state"));
    machine.lines().await(line -> line.equals(sight(4, 'C')), LIMIT);
    assertThat(ask()).isEqualTo(sight(4, 'C'));
    assertThat(vmClockMarker()).isNotEqualTo(before);
    assertThat(jvmStartTime()).isEqualTo(jvmStart);
  }

  private static String sight(int processors, char host) {
    return "processors=" + processors + " brand=" + GuestSpec.Host.named(host).brand();
  }

  private String fwCfg() {
    return machine.shell().run("cat /sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw");
  }

  private String vmClockMarker() {
    return machine.shell().run("dd if=/dev/vmclock0 bs=8 skip=2 count=1 2> /dev/null | xxd -p");
  }

  private String ask() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + http + "/");
    HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private long jvmStartTime() throws Exception {
    String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmx + "/jmxrmi";
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      ObjectName name = new ObjectName("java.lang:type=Runtime");
      return JMX.newMXBeanProxy(server, name, RuntimeMXBean.class).getStartTime();
    }
  }
}
