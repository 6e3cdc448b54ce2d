package io.hostshift.it.qemu;

import org.junit.jupiter.api.Tag;

/** Of an emulated IBM Z, big-endian and without PCI. */
@Tag("s390x")
class S390xMoveIT extends BoardMove {
  S390xMoveIT() {
    super(
        Board.S390X, GuestSpec.Host.silent('A', "max"), GuestSpec.Host.silent('B', "max"), "disk");
  }
}
