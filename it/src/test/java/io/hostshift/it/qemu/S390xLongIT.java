package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of an emulated IBM Z; what a probe says there, and a host that gives the guest another name. */
@Tag("s390x")
class S390xLongIT extends BoardLong {
  private static final GuestSpec.Host A = GuestSpec.Host.silent('A', "max");

  S390xLongIT() {
    super(Board.S390X, A);
  }

  @Test
  @Order(1)
  void shouldSayWhatItWouldNotice() {
    assertThat(machine().shell().runAsNobody(ListeningJvm.COMMAND + "probe"))
        .contains("Hypervisor       KVM")
        .containsPattern("VM +sysinfo.VM00 UUID +" + A.uuid())
        .containsPattern("EPOCH +announce.virtio_net +0")
        .doesNotContain("sysinfo.Sequence Code")
        .contains("To which host is not told.");
    saw("`probe`", "KVM; a move would be noticed by `announce`, the host not named");
  }

  /**
   * The kernel asks for the name of the guest anew at each read, and so the next host's is read.
   */
  @Test
  @Order(3)
  void shouldReportAnotherVmWhereTheGuestHasAnotherName() {
    moveTo(A.withUuid(GuestSpec.Host.OTHER_UUID));
    assertOneMore("RESTORED", "unknown", "announce.virtio_net", "sysinfo.VM00 UUID");
    saw("moved to a host that gives the guest another UUID", "one event, RESTORED");
  }
}
