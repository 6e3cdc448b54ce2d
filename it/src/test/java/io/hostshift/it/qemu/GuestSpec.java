package io.hostshift.it.qemu;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A machine to start: what the guest has, which must be alike on both sides of a migration, and
 * what its host shows to it, which may differ. Immutable.
 */
public final class GuestSpec {
  private Board board = Board.X86_64;
  private int processors = 1;
  private int online = 1;
  private int memoryMb = 512;
  private boolean vmclock = true;
  private boolean network = true;
  private String kernel = "";
  private List<Integer> jdks = List.of(25);
  private String balloon = "";
  private List<Integer> ports = List.of();
  private String nic = "";
  private List<String> options = List.of();
  private Host host = Host.named('A');

  private GuestSpec() {}

  /** One processor, 512 MiB, vmclock and vmgenid, JDK 25, the newest kernel, on host A. */
  public static GuestSpec ofOneProcessor() {
    return new GuestSpec();
  }

  /**
   * Two processors, of which those are online with which it can be moved, 1 GiB and JDK 27 on
   * another board than x86's, which has no vmclock.
   */
  static GuestSpec of(Board board) {
    return ofOneProcessor()
        .with(spec -> spec.board = board)
        .withProcessors(2, board.movable())
        .withMemoryMb(1024)
        .withJdks(27)
        .withoutVmClock();
  }

  private GuestSpec with(Consumer<GuestSpec> change) {
    GuestSpec copy = new GuestSpec();
    copy.board = board;
    copy.processors = processors;
    copy.online = online;
    copy.memoryMb = memoryMb;
    copy.vmclock = vmclock;
    copy.network = network;
    copy.kernel = kernel;
    copy.jdks = jdks;
    copy.balloon = balloon;
    copy.ports = ports;
    copy.nic = nic;
    copy.options = options;
    copy.host = host;
    change.accept(copy);
    return copy;
  }

  /**
   * Processors of the machine, and how many of them are online after the guest's start. With more
   * than one a JVM may die now and then at the entry of a method that it replaces: QEMU fetches an
   * instruction in pieces, while another processor may be writing it. With one thread for all
   * processors ({@code thread=single}) it is the guest's clock that goes wrong.
   */
  public GuestSpec withProcessors(int value, int onlineAtStart) {
    return with(
        copy -> {
          copy.processors = value;
          copy.online = onlineAtStart;
        });
  }

  public GuestSpec withMemoryMb(int value) {
    return with(copy -> copy.memoryMb = value);
  }

  public GuestSpec withoutVmClock() {
    return with(copy -> copy.vmclock = false);
  }

  public GuestSpec withoutNetwork() {
    return with(copy -> copy.network = false);
  }

  /**
   * @param value {@code 6.1}; empty: the newest
   */
  public GuestSpec withKernel(String value) {
    return with(copy -> copy.kernel = value);
  }

  /**
   * Runtimes in the guest, such as {@code /jdk/17} and {@code /jdk/25}; the newest is its {@code
   * java}. They lie in its memory, about 90 MiB each.
   */
  public GuestSpec withJdks(Integer... value) {
    return with(copy -> copy.jdks = List.of(value));
  }

  /**
   * @param value properties of a virtio-balloon device, such as {@code free-page-reporting=on};
   *     empty: no such device
   */
  public GuestSpec withBalloon(String value) {
    return with(copy -> copy.balloon = value);
  }

  /** Lets tests call one more TCP port of the guest at the same port of 127.0.0.1. */
  public GuestSpec withPort(int port) {
    return with(copy -> copy.ports = Stream.concat(ports.stream(), Stream.of(port)).toList());
  }

  /** With more properties of the network card, such as {@code guest_announce=off}. */
  public GuestSpec withNic(String properties) {
    return with(copy -> copy.nic = properties);
  }

  /** With options of QEMU behind all others, such as more devices. */
  public GuestSpec withOptions(String... more) {
    return with(copy -> copy.options = List.of(more));
  }

  /** With a second network card. */
  public GuestSpec withSecondNic() {
    return withOptions(
        "-netdev", "user,id=net1,restrict=on", "-device", "virtio-net-pci,netdev=net1,romfile=");
  }

  /** The same guest on another host. */
  public GuestSpec on(Host value) {
    return with(copy -> copy.host = value);
  }

  Board board() {
    return board;
  }

  int processors() {
    return processors;
  }

  /** How many processors the guest uses from the start; the rest can be brought online. */
  int online() {
    return online;
  }

  /** In MiB. */
  int memoryMb() {
    return memoryMb;
  }

  boolean vmclock() {
    return vmclock;
  }

  boolean network() {
    return network;
  }

  /** Empty: the newest. */
  String kernel() {
    return kernel;
  }

  List<Integer> jdks() {
    return jdks;
  }

  String balloon() {
    return balloon;
  }

  List<Integer> ports() {
    return ports;
  }

  String nic() {
    return nic;
  }

  List<String> options() {
    return options;
  }

  public Host host() {
    return host;
  }

  /**
   * What a host shows to a guest.
   *
   * @param cpu QEMU's name of the processor model
   * @param brand the processor's brand string; at most 47 characters reach the guest; empty: no
   *     such thing
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
    /** What a host calls the guest, unless it is told to call it something else. */
    static final String UUID = "6e1b5c30-59e0-4b8c-8f3a-0c3c9f0f2a01";

    /** For a host that calls it something else. */
    static final String OTHER_UUID = "6e1b5c30-59e0-4b8c-8f3a-0c3c9f0f2a02";

    /** A host named by one letter or digit, which all its values contain. */
    public static Host named(char name) {
      return new Host(
          "Skylake-Server-v1",
          "Intel(R) Xeon(R) Host " + name + " CPU @ 2.50GHz",
          Map.of("opt/org.test/host", "host-" + name),
          "DISK-" + name,
          "324e6eaf-d1d1-4bf6-bf41-b9bb6c91fb87",
          UUID,
          Map.of());
    }

    /**
     * A host named by one letter or digit of a machine whose firmware says nothing of it: only the
     * disk's serial does.
     *
     * @param cpu QEMU's name of the processor model
     */
    public static Host silent(char name, String cpu) {
      return new Host(cpu, "", Map.of(), "DISK-" + name, null, UUID, Map.of());
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
}
