package io.hostshift.it.qemu;

import org.junit.jupiter.api.Tag;

/** Of an emulated arm64 machine. */
@Tag("aarch64")
class Aarch64MoveIT extends BoardMove {
  Aarch64MoveIT() {
    super(Board.AARCH64, host('A'), host('B'), "disk");
  }

  private static GuestSpec.Host host(char letter) {
    return GuestSpec.Host.silent(letter, "neoverse-n1")
        .withFwCfg("opt/org.test/host", "host-" + letter);
  }
}
