package io.hostshift.it.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of one QEMU process. Sockets are made in its folder. */
final class QemuCommand {
  /** Channels between the guest and us, each a virtio-serial port and a socket of that name. */
  static final List<String> CHANNELS = List.of("commands", "lines", "clock");

  private QemuCommand() {}

  static List<String> of(
      GuestSpec spec, QemuHome home, Path initramfs, Path folder, boolean incoming) {
    List<String> line = new ArrayList<>();
    GuestSpec.Host host = spec.host();
    add(line, home.qemu().toString(), "-nodefaults", "-no-user-config", "-no-reboot");
    Board board = spec.board();
    add(line, "-display", "none", "-accel", "tcg,thread=multi");
    line.addAll(board.machine());
    String brand = host.brand().isEmpty() ? "" : ",model-id=" + escape(host.brand());
    add(line, "-cpu", host.cpu() + brand);
    add(line, "-smp", Integer.toString(spec.processors()), "-m", spec.memoryMb() + "M");
    add(line, "-kernel", home.kernel(spec.kernel()).toString(), "-initrd", initramfs.toString());
    add(line, "-append", kernelOptions(spec));
    add(line, "-chardev", "stdio,id=console,signal=off");
    line.addAll(board.console());
    add(line, "-qmp", "unix:" + folder.resolve("qmp") + ",server=on,wait=off");
    add(line, "-device", board.device("serial"));
    for (String channel : CHANNELS) {
      String socket = folder.resolve(channel).toString();
      add(line, "-chardev", "socket,id=" + channel + ",path=" + socket + ",server=on,wait=off");
      add(line, "-device", "virtserialport,chardev=" + channel + ",name=" + channel);
    }
    host.fwCfg()
        .forEach((name, value) -> add(line, "-fw_cfg", name(name) + ",string=" + escape(value)));
    if (host.uuid() != null) {
      add(line, "-uuid", host.uuid());
    }
    if (!host.smbios().isEmpty()) {
      StringBuilder smbios = new StringBuilder("type=1");
      host.smbios().forEach((name, value) -> smbios.append(',' + name + '=' + escape(value)));
      add(line, "-smbios", smbios.toString());
    }
    if (host.vmGeneration() != null) {
      add(line, "-device", "vmgenid,guid=" + host.vmGeneration());
    }
    if (spec.vmclock()) {
      add(line, "-device", "vmclock");
    }
    if (!spec.balloon().isEmpty()) {
      add(line, "-device", board.device("balloon") + "," + spec.balloon());
    }
    // No file behind the disk: its serial is all that anybody reads.
    add(line, "-blockdev", "driver=null-co,node-name=disk,size=1048576,read-zeroes=on");
    add(line, "-device", board.device("blk") + ",drive=disk,serial=" + escape(host.diskSerial()));
    if (spec.network()) {
      add(line, "-netdev", "user,id=net,restrict=on" + (incoming ? "" : forwards(spec)));
      add(line, "-device", board.nic() + ",netdev=net,id=nic" + nic(spec));
    }
    line.addAll(spec.options());
    if (incoming) {
      add(line, "-incoming", "defer");
    }
    return line;
  }

  private static String nic(GuestSpec spec) {
    return spec.nic().isEmpty() ? "" : "," + spec.nic();
  }

  /** How QEMU names one forwarded port: only loopback, on both sides the same number. */
  static String forward(int port) {
    return "tcp:127.0.0.1:" + port + "-:" + port;
  }

  private static String forwards(GuestSpec spec) {
    StringBuilder forwards = new StringBuilder();
    spec.ports().forEach(port -> forwards.append(",hostfwd=").append(forward(port)));
    return forwards.toString();
  }

  private static String kernelOptions(GuestSpec spec) {
    return spec.board().kernelOptions()
        + " quiet panic=-1 nokaslr mitigations=off rdinit=/init"
        // Or the files of the initramfs may fill only half of the memory.
        + " initramfs_options=size=90% maxcpus="
        + spec.online();
  }

  private static String name(String name) {
    return "name=" + escape(name);
  }

  private static String escape(String value) {
    return value.replace(",", ",,");
  }

  private static void add(List<String> line, String... words) {
    line.addAll(List.of(words));
  }
}
