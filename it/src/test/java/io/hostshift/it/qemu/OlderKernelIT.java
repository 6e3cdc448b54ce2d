package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.Lapse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Moves between like hosts on the kernel of Debian 12, as noticed by JVMs of the user nobody in the
 * guest and in a container of it.
 */
@Tag("qemu")
@Tag("long")
class OlderKernelIT {
  @Test
  void shouldReportEachMoveOnceToEach() {
    GuestSpec spec =
        GuestSpec.ofOneProcessor().withKernel("6.1").withMemoryMb(1024).withoutVmClock();
    List<ListeningJvm> jvms =
        List.of(new ListeningJvm("plain", ""), new ListeningJvm("contained", ""));
    GuestMachine machine = GuestMachine.boot(spec, ListeningJvm.payload());
    try {
      assertThat(machine.shell().run("uname -r")).startsWith("6.1.");
      jvms.get(0).start(machine);
      jvms.get(1).startContained(machine);
      for (int move = 1; move <= 3; move++) {
        machine = machine.migrateTo(spec.host()).machine();
        for (ListeningJvm jvm : jvms) {
          JsonNode event = jvm.awaitSettled(move, machine);
          assertThat(event.path("verdict").asText()).isEqualTo("DISRUPTED");
          assertThat(ListeningJvm.changes(event)).containsExactly("announce.virtio_net");
        }
      }
      Lapse.ofMillis(12_000, "in which nothing may be added");
      for (ListeningJvm jvm : jvms) {
        assertThat(jvm.events(machine)).as(jvm.said(machine)).hasSize(3);
      }
    } finally {
      machine.close();
    }
  }
}
