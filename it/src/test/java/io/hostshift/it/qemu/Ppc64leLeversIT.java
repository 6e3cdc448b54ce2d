package io.hostshift.it.qemu;

import java.util.List;
import org.junit.jupiter.api.Tag;

/** Of an emulated IBM Power. */
@Tag("ppc64le")
class Ppc64leLeversIT extends BoardLevers {
  Ppc64leLeversIT() {
    super(Board.PPC64LE, GuestSpec.Host.silent('A', "power9"), List.of(17, 27), "G1");
  }
}
