package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Of an emulated IBM Power, little-endian and with pages of 64 KiB: a guest of QEMU's is a
 * partition without PowerVM. The next host is a later one and gives the VM another UUID, of which
 * nothing is seen: the processor's version goes with the guest.
 */
@Tag("ppc64le")
@Tag("long")
class Ppc64leMoveIT extends BoardMove {
  /** Texts of the device tree end with a NUL; the counters of a page differ at each read. */
  private static final String FIRMWARE =
      """
      for name in model system-id vm,uuid host-serial host-model ibm,partition-name; do
        [ -e /proc/device-tree/$name ] && echo "$name=$(tr -d '\\000' < /proc/device-tree/$name)"
      done
      grep -m 1 revision /proc/cpuinfo
      grep -E '^(serial_number|system_type|partition_id)=' /proc/powerpc/lparcfg 2>&1
      true""";

  private String firmware;

  Ppc64leMoveIT() {
    super(
        Board.PPC64LE,
        GuestSpec.Host.silent('A', "power9"),
        GuestSpec.Host.silent('B', "power10").withUuid(GuestSpec.Host.OTHER_UUID),
        "processor, UUID and disk");
  }

  @BeforeAll
  void readFirmware() {
    firmware = machine().shell().run(FIRMWARE);
    System.out.println(firmware);
  }

  /** QEMU gives them at the boot, and nobody but PowerVM renews them. */
  @Test
  @Order(2)
  void shouldFindWhatTheFirmwareSaysAsItWas() {
    assertThat(firmware).contains(GuestSpec.Host.UUID);
    assertThat(machine().shell().run(FIRMWARE)).isEqualTo(firmware);
    page()
        .saw(
            machine(),
            "device tree, `lparcfg` and PVR after that move",
            "as before: "
                + String.join(", ", firmware.lines().map(line -> line.replace("\t", "")).toList()));
  }
}
