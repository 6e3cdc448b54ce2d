package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Lapse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A guest whose network device was told by its host to announce nothing. */
@Tag("qemu")
@Tag("long")
class SilentDeviceIT {
  private static final String REASON = "the host has switched announcements off for eth0";

  @Test
  void shouldPromiseNothingBeforehandAndReportNothing() {
    GuestSpec spec =
        GuestSpec.ofOneProcessor().withMemoryMb(768).withoutVmClock().withNic("guest_announce=off");
    ListeningJvm jvm = new ListeningJvm("plain", "sources=-cpuid");
    GuestMachine machine = GuestMachine.boot(spec, ListeningJvm.payload());
    try {
      assertThat(
              machine.shell().runAsNobody("java -jar /payload/hostshift.jar probe sources=-cpuid"))
          .containsPattern("announce +ABSENT +" + REASON)
          .contains("-> on the host: guest_announce=on")
          .contains("The agent would NOT notice a move of this VM");
      jvm.start(machine);
      machine = machine.migrateTo(spec.host()).machine();
      Lapse.ofMillis(12_000, "in which nothing may be reported");
      assertThat(jvm.events(machine)).as(jvm.said(machine)).isEmpty();
    } finally {
      machine.close();
    }
  }
}
