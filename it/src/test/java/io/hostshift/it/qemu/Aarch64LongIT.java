package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of an emulated arm64 machine. */
@Tag("aarch64")
class Aarch64LongIT extends BoardLong {
  Aarch64LongIT() {
    super(
        Board.AARCH64,
        GuestSpec.Host.silent('A', "neoverse-n1").withFwCfg("opt/org.test/host", "host-A"));
  }

  @Test
  @Order(1)
  void shouldReadTheProcessorsKindByItsInstruction() {
    assertThat(machine().shell().runAsNobody(ListeningJvm.COMMAND + "probe"))
        .containsPattern("MODEL +midr.MIDR_EL1 +0*41[0-9a-f]fd0c[0-9a-f]");
    saw("`probe`", "the processor's kind is read by its instruction, MIDR_EL1 of a Neoverse N1");
  }
}
