package io.hostshift.it.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A machine to start: what the guest has, which must be alike on both sides of a migration, and
 * what its host shows to it, which may differ. Immutable.
 *
 * @param processors processors of the machine
 * @param online how many of them the guest uses from the start; the rest can be brought online
 * @param memoryMb memory of the guest in MiB
 * @param vmclock whether there is a vmclock device
 * @param network whether there is a network card
 * @param jdks runtimes in the guest as {@code /jdk/17} and {@code /jdk/25}; the newest is its
 *     {@code java}. They lie in its memory, about 90 MiB each
 * @param balloon properties of a virtio-balloon device, such as {@code free-page-reporting=on};
 *     empty: no such device
 * @param ports TCP ports of the guest that can be called at the same port of 127.0.0.1
 * @param nic more properties of the network card, such as {@code guest_announce=off}; may be empty
 * @param options more of QEMU's own options
 * @param host what the host shows
 */
public record GuestSpec(
    int processors,
    int online,
    int memoryMb,
    boolean vmclock,
    boolean network,
    List<Integer> jdks,
    String balloon,
    List<Integer> ports,
    String nic,
    List<String> options,
    Host host) {

  /**
   * What a host shows to a guest.
   *
   * @param cpu QEMU's name of the processor model
   * @param brand the processor's brand string; at most 47 characters reach the guest
   * @param fwCfg values below {@code /sys/firmware/qemu_fw_cfg/by_name}, by name ({@code opt/…}).
   *     The guest has the lengths of the machine on which it booted: a longer value is cut
   * @param diskSerial serial of {@code /dev/vda}; at most 20 characters
   * @param vmGeneration GUID of the vmgenid device; null: no such device
   * @param uuid UUID of the VM; null: QEMU's default
   * @param smbios other fields of SMBIOS type 1, such as {@code product} and {@code serial}
   */
  public record Host(
      String cpu,
      String brand,
      Map<String, String> fwCfg,
      String diskSerial,
      String vmGeneration,
      String uuid,
      Map<String, String> smbios) {

    /** A host named by one letter or digit, which all its values contain. */
    public static Host named(char name) {
      return new Host(
          "Skylake-Server-v1",
          "Intel(R) Xeon(R) Host " + name + " CPU @ 2.50GHz",
          Map.of("opt/org.test/host", "host-" + name),
          "DISK-" + name,
          "324e6eaf-d1d1-4bf6-bf41-b9bb6c91fb87",
          "6e1b5c30-59e0-4b8c-8f3a-0c3c9f0f2a01",
          Map.of());
    }

    public Host withCpu(String value) {
      return new Host(value, brand, fwCfg, diskSerial, vmGeneration, uuid, smbios);
    }

    public Host withBrand(String value) {
      return new Host(cpu, value, fwCfg, diskSerial, vmGeneration, uuid, smbios);
    }

    public Host withFwCfg(String name, String value) {
      return new Host(cpu, brand, with(fwCfg, name, value), diskSerial, vmGeneration, uuid, smbios);
    }

    public Host withDiskSerial(String value) {
      return new Host(cpu, brand, fwCfg, value, vmGeneration, uuid, smbios);
    }

    public Host withVmGeneration(String value) {
      return new Host(cpu, brand, fwCfg, diskSerial, value, uuid, smbios);
    }

    public Host withUuid(String value) {
      return new Host(cpu, brand, fwCfg, diskSerial, vmGeneration, value, smbios);
    }

    public Host withSmbios(String name, String value) {
      return new Host(cpu, brand, fwCfg, diskSerial, vmGeneration, uuid, with(smbios, name, value));
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
      Map<String, String> copy = new TreeMap<>(map);
      copy.put(name, value);
      return Map.copyOf(copy);
    }
  }

  /** One processor, 512 MiB, vmclock and vmgenid, JDK 25, on host A. */
  public static GuestSpec ofOneProcessor() {
    return new GuestSpec(
        1, 1, 512, true, true, List.of(25), "", List.of(), "", List.of(), Host.named('A'));
  }

  /** Processors of the machine, and how many of them are online after the guest's start. */
  public GuestSpec withProcessors(int value, int onlineAtStart) {
    return new GuestSpec(
        value, onlineAtStart, memoryMb, vmclock, network, jdks, balloon, ports, nic, options, host);
  }

  public GuestSpec withMemoryMb(int value) {
    return new GuestSpec(
        processors, online, value, vmclock, network, jdks, balloon, ports, nic, options, host);
  }

  public GuestSpec withoutVmClock() {
    return new GuestSpec(
        processors, online, memoryMb, false, network, jdks, balloon, ports, nic, options, host);
  }

  public GuestSpec withoutNetwork() {
    return new GuestSpec(
        processors, online, memoryMb, vmclock, false, jdks, balloon, ports, nic, options, host);
  }

  public GuestSpec withJdks(Integer... value) {
    return new GuestSpec(
        processors,
        online,
        memoryMb,
        vmclock,
        network,
        List.of(value),
        balloon,
        ports,
        nic,
        options,
        host);
  }

  public GuestSpec withBalloon(String value) {
    return new GuestSpec(
        processors, online, memoryMb, vmclock, network, jdks, value, ports, nic, options, host);
  }

  /** Lets tests call one more TCP port of the guest at the same port of 127.0.0.1. */
  public GuestSpec withPort(int port) {
    List<Integer> more = new ArrayList<>(ports);
    more.add(port);
    return new GuestSpec(
        processors,
        online,
        memoryMb,
        vmclock,
        network,
        jdks,
        balloon,
        List.copyOf(more),
        nic,
        options,
        host);
  }

  public GuestSpec withNic(String properties) {
    return new GuestSpec(
        processors,
        online,
        memoryMb,
        vmclock,
        network,
        jdks,
        balloon,
        ports,
        properties,
        options,
        host);
  }

  /** With options of QEMU behind all others, such as more devices. */
  public GuestSpec withOptions(String... more) {
    return new GuestSpec(
        processors,
        online,
        memoryMb,
        vmclock,
        network,
        jdks,
        balloon,
        ports,
        nic,
        List.of(more),
        host);
  }

  /** With a second network card. */
  public GuestSpec withSecondNic() {
    return withOptions(
        "-netdev", "user,id=net1,restrict=on", "-device", "virtio-net-pci,netdev=net1,romfile=");
  }

  /** The same guest on another host. */
  public GuestSpec on(Host value) {
    return new GuestSpec(
        processors, online, memoryMb, vmclock, network, jdks, balloon, ports, nic, options, value);
  }
}
