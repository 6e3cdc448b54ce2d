package io.hostshift.it.qemu;

import java.util.List;
import org.junit.jupiter.api.Tag;

/** Of an emulated arm64 machine. */
@Tag("aarch64")
class Aarch64LeversIT extends BoardLevers {
  Aarch64LeversIT() {
    super(Board.AARCH64, GuestSpec.Host.silent('A', "neoverse-n1"), List.of(17, 21, 25, 27), "G1");
  }
}
