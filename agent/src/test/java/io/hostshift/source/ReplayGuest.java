package io.hostshift.source;

import io.hostshift.base.Architecture;
import io.hostshift.base.Errands;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.catalog.LocalSources;
import io.hostshift.source.device.BlockSerial;
import io.hostshift.source.device.Downward;
import io.hostshift.source.file.OperatorFile;
import io.hostshift.source.hypervisor.FakeXen;
import io.hostshift.source.hypervisor.Xen;
import io.hostshift.source.processor.Cpu;
import io.hostshift.source.processor.Cpuid;
import io.hostshift.source.processor.CpuidAccess;
import io.hostshift.source.processor.CpuidCapture;
import io.hostshift.source.processor.Midr;
import io.hostshift.source.processor.Pvr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A guest that can be moved, restored or cloned, by the name that replay.tsv gives the case. */
final class ReplayGuest {
  private interface Step {
    void run() throws Exception;
  }

  private static final String XEN_DATE = "sys/hypervisor/compilation/compile_date";
  private static final String LPARCFG = "proc/powerpc/lparcfg";
  private static final String TREE = "proc/device-tree/";
  private static final String FW_CFG = "sys/firmware/qemu_fw_cfg/by_name/";
  private static final String X86 = "/captures/x86-live-same-model/";

  private final GuestTree tree;
  private final List<Source> sources = new ArrayList<>();
  private Step move;
  private boolean cataloged;

  private ReplayGuest(Path root) throws Exception {
    tree = new GuestTree(Files.createDirectories(root));
  }

  static ReplayGuest named(String name, Path root) throws Exception {
    ReplayGuest guest = new ReplayGuest(root);
    guest.prepare(name);
    return guest;
  }

  List<Source> sources() {
    return sources;
  }

  void move() throws Exception {
    move.run();
  }

  private void prepare(String name) throws Exception {
    switch (name) {
      case "vmclock on QEMU":
        file("dev/vmclock0", Fixtures.vmclock(0, null), Fixtures.vmclock(1, null));
        break;
      case "vmclock with a generation counter: moved":
        file("dev/vmclock0", Fixtures.vmclock(0, 5L), Fixtures.vmclock(1, 5L));
        break;
      case "vmclock with a generation counter: restored":
        file("dev/vmclock0", Fixtures.vmclock(0, 5L), Fixtures.vmclock(1, 6L));
        break;
      case "virtio network: announced itself":
        virtio(1, "virtio_net", "config", "0,0\n", "5,0\n");
        break;
      case "virtio network and vmclock on QEMU":
        virtio(1, "virtio_net", "config", "0,0\n", "3,2\n");
        file("dev/vmclock0", Fixtures.vmclock(0, null), Fixtures.vmclock(1, null));
        break;
      case "virtio network and fw_cfg":
        virtio(1, "virtio_net", "config", "0,0\n", "0,5\n");
        file(FW_CFG + "opt/org.test/host/raw", bytes("host-a"), bytes("host-b"));
        break;
      case "virtio vsock: transport reset":
        virtio(3, "vmw_vsock_virtio_transport", "event", "0,0\n", "0,1\n");
        break;
      case "x86 guest, captured":
        processor(X86 + "before/cpuid.txt", X86 + "after/cpuid.txt");
        file("dev/vmclock0", captured("before"), captured("after"));
        break;
      case "CPUID":
        processor(X86 + "before/cpuid.txt", X86 + "after/cpuid.txt");
        catalog();
        break;
      case "Xen: moved or restored":
        xen(2_593_906, 4);
        break;
      case "Xen: domain number":
        xen(2_593_906, 11);
        break;
      case "Xen: other host":
        xen(2_593_907, 4);
        break;
      case "Xen: other build":
        tree.with("sys/hypervisor/type", "xen\n").with(XEN_DATE, "Mon Nov  2\n");
        file("sys/hypervisor/version/extra", bytes(".5\n"), bytes(".6\n"));
        and(() -> tree.with(XEN_DATE, "Tue Nov  3\n"));
        break;
      case "Xen: clone":
        tree.with("sys/hypervisor/type", "xen\n");
        file("sys/hypervisor/uuid", bytes("a\n"), bytes("b\n"));
        break;
      case "Hyper-V":
        kvp("VM", "HOST-B", "0");
        break;
      case "Hyper-V: newer host":
        kvp("VM", "HOST-B", "1");
        break;
      case "Hyper-V: clone":
        kvp("VM-2", "HOST-A", "0");
        break;
      case "PowerVM: like system":
        power("IBM,B", "IBM,9009-42A", 9);
        break;
      case "PowerVM: other system":
        power("IBM,B", "IBM,9105-42A", 5);
        break;
      case "PowerVM: clone":
        tree.with(TREE + "system-id", "IBM,A\0");
        file(TREE + "ibm,partition-uuid", bytes("a\0"), bytes("b\0"));
        break;
      case "Power: other processor":
        register(name);
        break;
      case "KVM on Power, captured: other host":
        capturedTree();
        file(TREE + "host-serial", bytes("SERIAL-A\0"), bytes("SERIAL-B\0"));
        and(() -> tree.with(TREE + "host-model", "MODEL-B\0"));
        break;
      case "KVM on Power, captured: clone":
        capturedTree();
        file(TREE + "vm,uuid", bytes("aaaaaaaa-1111-1111-1111-111111111111\0"), bytes("b\0"));
        and(() -> tree.with(TREE + "system-id", "b\0"));
        break;
      default:
        prepareOthers(name);
    }
  }

  private void prepareOthers(String name) throws Exception {
    String z = Fixtures.sysinfo("ABC", "LP7", "LINUX01");
    switch (name) {
      case "Z: like machine":
        file("proc/sysinfo", bytes(z), bytes(Fixtures.sysinfo("DEF", "LP8", "LINUX01")));
        break;
      case "Z: other machine":
        file("proc/sysinfo", bytes(z), bytes(z.replace("8561", "3931").replace("ABC", "DEF")));
        break;
      case "KVM on Z, captured":
        file(
            "proc/sysinfo",
            Files.readAllBytes(GuestTree.resource("s390x/before").path("proc/sysinfo")),
            Files.readAllBytes(GuestTree.resource("s390x/after").path("proc/sysinfo")));
        break;
      case "arm64":
        register(name);
        break;
      case "fw_cfg":
        file(FW_CFG + "opt/org.test/host/raw", bytes("host-a"), bytes("host-b"));
        break;
      case "QEMU's SMBIOS: host's serial number":
        smbios(Fixtures.smbios("host-b", 1));
        break;
      case "QEMU's SMBIOS: other VM":
        smbios(Fixtures.smbios("host-a", 2));
        break;
      case "DMI":
        file("sys/class/dmi/id/product_uuid", bytes("a\n"), bytes("b\n"));
        break;
      case "KubeVirt":
        String path = "dev/virtio-ports/org.github.vhostmd.1";
        tree.with(path, Fixtures.metrics("node-a"));
        long[] nanos = {0};
        sources.add(Downward.port(tree.files(), () -> nanos[0] += 1_000_000_000L));
        and(() -> tree.with(path, Fixtures.metrics("node-b")));
        break;
      case "virtio disk":
        tree.with("sys/block/vda/serial", "host-a\n");
        sources.add(new BlockSerial(tree.files(), List.of("vda")));
        and(() -> tree.with("sys/block/vda/serial", "host-b\n"));
        break;
      case "graphics processor":
        String slot = "sys/bus/pci/devices/0000:00:02.0/";
        tree.with(slot + "class", "0x030200\n").with(slot + "vendor", "0x10de\n");
        file(slot + "device", bytes("0x2330\n"), bytes("0x26b9\n"));
        break;
      case "operator's file: host":
        operator("vm.id=1\nrack=a\n", "vm.id=1\nrack=b\n");
        break;
      case "operator's file: model":
        operator("model.cpu=a\n", "model.cpu=b\n");
        break;
      case "operator's file: VM":
        operator("vm.id=1\nrack=a\n", "vm.id=2\nrack=a\n");
        break;
      case "container's limit":
        tree.with("proc/self/cgroup", "0::/\n")
            .with("proc/self/mountinfo", "1 2 0:3 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
            .with("sys/devices/system/cpu/online", "0-7\n");
        file("sys/fs/cgroup/cpu.max", bytes("400000 100000\n"), bytes("200000 100000\n"));
        break;
      default:
        prepareAnswers(name);
    }
  }

  /** Services and child processes, whose answers are given here as they are identified. */
  private void prepareAnswers(String name) {
    switch (name) {
      case "operator's command: host":
        answers("command.rack", Scope.INSTANCE);
        break;
      case "VM generation":
        answers("vmgenid.uevents", Scope.VM);
        break;
      case "VMware session":
        answers("vmware.sessionid", Scope.EPOCH);
        break;
      case "VMware: other host":
        answers("vmware.sessionid", Scope.EPOCH, "vmware.speed", Scope.MODEL);
        break;
      case "Azure, dedicated host":
        answers("azure.compute.host.id", Scope.INSTANCE);
        break;
      case "Azure: clone":
        answers("azure.compute.vmId", Scope.VM);
        break;
      case "GCE drift token":
        answers("gce.virtual-clock/drift-token", Scope.EPOCH);
        break;
      case "GCE: other processor":
        answers("gce.cpu-platform", Scope.MODEL, "gce.virtual-clock/drift-token", Scope.EPOCH);
        break;
      case "GCE: physical host":
        answers("gce.attributes/physical_host_topology", Scope.INSTANCE);
        break;
      case "EC2, dedicated host":
        answers("ec2.placement/host-id", Scope.INSTANCE);
        break;
      case "OpenStack: clone":
        answers("openstack.uuid", Scope.VM);
        break;
      case "OCI, bare metal":
        answers("oci.host.id", Scope.INSTANCE);
        break;
      default:
        throw new IllegalArgumentException("no guest for " + name);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] captured(String moment) throws Exception {
    return Files.readAllBytes(GuestTree.captured(moment).path("dev/vmclock0"));
  }

  /** All sources of the tree, and one file that is another one after the move. */
  private void file(String path, byte[] before, byte[] after) throws Exception {
    tree.with(path, before);
    catalog();
    and(() -> tree.with(path, after));
  }

  /** A virtio device, with an interrupt that came after the move. */
  private void virtio(int number, String driver, String queue, String before, String after)
      throws Exception {
    String name = "virtio" + number;
    String irq = "sys/kernel/irq/2" + number + "/";
    tree.with("sys/bus/virtio/devices/" + name + "/uevent", "DRIVER=" + driver + "\n")
        .with(irq + "actions", name + "-" + queue + "\n")
        .with(irq + "per_cpu_count", before);
    catalog();
    and(() -> tree.with(irq + "per_cpu_count", after));
  }

  private void and(Step further) {
    Step first = move;
    move =
        () -> {
          if (first != null) {
            first.run();
          }
          further.run();
        };
  }

  private void catalog() {
    if (cataloged) {
      return;
    }
    cataloged = true;
    sources.addAll(
        LocalSources.of(
                tree.files(),
                null,
                name -> true,
                name -> List.of(),
                null,
                null,
                new Errands(System::nanoTime))
            .all());
  }

  private void processor(String before, String after) throws Exception {
    Cpu[] host = {CpuidCapture.of(before)};
    Cpu next = CpuidCapture.of(after);
    sources.add(new Cpuid((pairs, registers) -> host[0].execute(pairs, registers)));
    and(() -> host[0] = next);
  }

  private void xen(int khz, int domid) {
    FakeXen cpu = new FakeXen(0x40000100);
    sources.add(new Xen(tree.files(), CpuidAccess.of(cpu)));
    and(() -> cpu.host(khz, domid, 1));
  }

  private void kvp(String vm, String host, String minor) throws Exception {
    file("var/lib/hyperv/.kvp_pool_3", pool("VM", "HOST-A", "0"), pool(vm, host, minor));
  }

  private static byte[] pool(String vm, String host, String minor) {
    return Fixtures.kvpPool(
        "HostingSystemOsMinor", minor, "PhysicalHostName", host, "VirtualMachineId", vm);
  }

  private void power(String serial, String type, int partition) throws Exception {
    tree.with(TREE + "system-id", "IBM,A\0").with(TREE + "model", "IBM,9009-42A\0");
    file(
        LPARCFG,
        bytes(Fixtures.lparcfg("IBM,A", "IBM,9009-42A", 5)),
        bytes(Fixtures.lparcfg(serial, type, partition)));
    and(() -> tree.with(TREE + "system-id", serial + "\0").with(TREE + "model", type + "\0"));
  }

  private void capturedTree() throws Exception {
    GuestTree capture = GuestTree.resource("ppc64-pseries");
    for (String name : capture.path(TREE).toFile().list()) {
      tree.with(TREE + name, Files.readAllBytes(capture.path(TREE + name)));
    }
  }

  private void register(String name) throws Exception {
    long[] value = {1};
    tree.with("proc/sys/kernel/osrelease", "6.12.0\n")
        .with("proc/self/auxv", Fixtures.auxv(1 << 11));
    sources.add(
        name.equals("arm64")
            ? new Midr(tree.files(), () -> () -> value[0])
            : new Pvr(tree.files(), Architecture.PPC64LE, () -> () -> value[0]));
    and(() -> value[0] = 2);
  }

  private void smbios(byte[] after) throws Exception {
    file(FW_CFG + "etc/smbios/smbios-tables/raw", Fixtures.smbios("host-a", 1), after);
  }

  private void operator(String before, String after) throws Exception {
    tree.with("ids", before);
    sources.add(new OperatorFile(tree.path("ids").toFile(), new Errands(System::nanoTime)));
    and(() -> tree.with("ids", after));
  }

  private void answers(Object... namesAndScopes) {
    String[] host = {"a"};
    sources.add(
        new Source() {
          @Override
          public Traits traits() {
            return Traits.named(namesAndScopes[0].toString().replaceFirst("\\..*", ""));
          }

          @Override
          public boolean blocking() {
            return false;
          }

          @Override
          public Reading read(Reading last) {
            List<Identifier> found = new ArrayList<>();
            for (int i = 0; i < namesAndScopes.length; i += 2) {
              String name = (String) namesAndScopes[i];
              found.add(new Identifier(name, host[0], (Scope) namesAndScopes[i + 1]));
            }
            return Reading.of(found).orSame(last);
          }
        });
    and(() -> host[0] = "b");
  }
}
