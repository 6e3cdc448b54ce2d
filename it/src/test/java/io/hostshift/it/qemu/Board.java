package io.hostshift.it.qemu;

import java.util.List;

/** A kind of machine: its processor, what QEMU needs to know of it, and the guest made for it. */
public enum Board {
  X86_64(
      "qemu",
      "-pci",
      List.of("-machine", "q35"),
      List.of("-serial", "chardev:console"),
      "console=ttyS0 tsc=reliable no_timer_check random.trust_cpu=on"),
  /** As the clouds' arm64 machines: no SMBIOS without a firmware, but QEMU's fw_cfg. */
  AARCH64(
      "qemu-aarch64",
      "-pci",
      List.of("-machine", "virt"),
      List.of("-serial", "chardev:console"),
      "console=ttyAMA0"),
  /** IBM Z: no PCI, no firmware that speaks of the host, no vmclock. */
  S390X(
      "qemu-s390x",
      "-ccw",
      List.of("-machine", "s390-ccw-virtio"),
      List.of("-device", "sclpconsole,chardev=console"),
      "console=ttysclp0"),
  /**
   * IBM Power, as QEMU's own kind of partition. That the guest keeps to what version 9 can lets it
   * go to a host of a later one.
   */
  PPC64LE(
      "qemu-ppc64le",
      "-pci",
      List.of("-machine", "pseries,max-cpu-compat=power9"),
      List.of("-serial", "chardev:console"),
      "console=hvc0");

  private final String folder;
  private final String bus;
  private final List<String> machine;
  private final List<String> console;
  private final String kernelOptions;

  Board(
      String folder, String bus, List<String> machine, List<String> console, String kernelOptions) {
    this.folder = folder;
    this.bus = bus;
    this.machine = machine;
    this.console = console;
    this.kernelOptions = kernelOptions;
  }

  /** The folder of QEMU and guest, below that of the machines. */
  String folder() {
    return folder;
  }

  /** How the set-up is called that makes it. */
  String setup() {
    return this == X86_64 ? "it/setup/qemu" : "it/setup/" + folder.replace("qemu-", "");
  }

  /** QEMU's name of a virtio device on this machine's bus. */
  String device(String kind) {
    return "virtio-" + kind + bus;
  }

  /** QEMU's name of a virtio network card, which needs no firmware of its own. */
  String nic() {
    return device("net") + (bus.equals("-pci") ? ",romfile=" : "");
  }

  List<String> machine() {
    return machine;
  }

  List<String> console() {
    return console;
  }

  /**
   * How many of two processors a guest may use where it is to be moved: QEMU 10.0 does not wake a
   * second one of this Power that is idle during the move, and the guest hangs.
   */
  int movable() {
    return this == PPC64LE ? 1 : 2;
  }

  String kernelOptions() {
    return kernelOptions;
  }
}
