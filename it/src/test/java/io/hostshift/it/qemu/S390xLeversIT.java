package io.hostshift.it.qemu;

import java.util.List;
import org.junit.jupiter.api.Tag;

/** Of an emulated IBM Z. */
@Tag("s390x")
class S390xLeversIT extends BoardLevers {
  S390xLeversIT() {
    super(Board.S390X, GuestSpec.Host.silent('A', "max"), List.of(17, 27), "G1");
  }
}
