package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of an emulated IBM Power. */
@Tag("ppc64le")
class Ppc64leLongIT extends BoardLong {
  Ppc64leLongIT() {
    super(Board.PPC64LE, GuestSpec.Host.silent('A', "power9"));
  }

  @Test
  @Order(1)
  void shouldReadTheProcessorsKindByItsInstruction() {
    assertThat(machine().shell().runAsNobody(ListeningJvm.COMMAND + "probe"))
        .containsPattern("MODEL +pvr.PVR +004e12");
    saw("`probe`", "the processor's kind is read by its instruction, PVR of a POWER9");
  }
}
