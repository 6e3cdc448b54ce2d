package io.hostshift.source.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Platform;
import io.hostshift.host.ProcessorKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For each answer of the table what is called that, and what only looks like it. */
class PlatformAnswersTest {
  /** Question, answer, facts. */
  private static final String CALLED =
      """
      hypervisor | Azure | dmi.chassis_asset_tag=7783-7084-3265-9085-8269-3286-77
      hypervisor | EC2 | dmi.bios_vendor=Amazon EC2
      hypervisor | GCE | dmi.board_name=Google Compute Engine
      hypervisor | OCI | dmi.sys_vendor=QEMU;dmi.chassis_asset_tag=OracleCloud.com
      hypervisor | Alibaba | dmi.product_name=Alibaba Cloud ECS
      hypervisor | Parallels | cpuid=prl hyperv
      hypervisor | VirtualBox | dmi.product_name=VirtualBox
      hypervisor | VMware | devicetree.hypervisor=vmware,esx
      hypervisor | AHV | dmi.sys_vendor=Nutanix;dmi.product_name=AHV
      hypervisor | UML | cpuinfo.vendor_id=User Mode Linux
      hypervisor | Xen | xen.proc=present
      hypervisor | KVM | cpuid=LKVMLKVMLKVM
      hypervisor | QEMU | dmi.chassis_vendor=QEMU
      hypervisor | Hyper-V | dmi.product_version=Hyper-V UEFI Release v4.1
      hypervisor | bhyve | dmi.bios_vendor=BHYVE
      hypervisor | vmm | cpuid=OpenBSDVMM58
      hypervisor | s-Par | cpuid=UnisysSpar64
      hypervisor | ACRN | cpuid=ACRNACRNACRN
      hypervisor | QNX | cpuid=QNXQVMBSQG
      hypervisor | SRE | cpuid=SRESRESRESRE
      hypervisor | Apple | dmi.product_name=Apple Virtualization Generic Platform
      hypervisor | Virtage | dmi.sys_vendor=HITACHI;dmi.product_name=BladeSymphony LPAR
      hypervisor | z/VM | sysinfo.VM00 Control Program=z/VM    6.4.0
      hypervisor | PR/SM | sysinfo.LPAR Name=LP1
      hypervisor | OS/400 | file.iseries=present
      hypervisor | PowerVM | lparcfg.system_type=IBM,9009-42A
      cloud | Azure | dmi.chassis_asset_tag=7783-7084-3265-9085-8269-3286-77
      cloud | EC2 | hypervisor.uuid=ec2a1b2c-0000-4fc7-9c82-000000000001
      cloud | GCE | dmi.product_serial=GoogleCloud-1
      cloud | OCI | dmi.chassis_asset_tag=OracleCloud.com
      cloud | Alibaba | dmi.sys_vendor=Alibaba Cloud
      cloud | OpenStack | dmi.chassis_asset_tag=HUAWEICLOUD
      cloud | Brightbox | dmi.product_serial=srv-abcde.gb1.brightbox.com
      cloud | E24Cloud | dmi.sys_vendor=e24cloud
      cloud | Outscale | dmi.sys_vendor=3DS Outscale
      cloud | Scaleway | dmi.sys_vendor=Scaleway
      cloud | Hetzner | dmi.sys_vendor=Hetzner
      cloud | NWCS | dmi.sys_vendor=NWCS
      cloud | Vultr | dmi.sys_vendor=Vultr
      cloud | UpCloud | dmi.sys_vendor=UpCloud
      cloud | DigitalOcean | dmi.sys_vendor=DigitalOcean
      cloud | Akamai | dmi.sys_vendor=Linode
      cloud | Exoscale | dmi.product_name=Exoscale Compute Platform
      cloud | SmartOS | dmi.product_name=SmartDC HVM
      hypervisor | LDoms | file.mdesc=present
      cloud | CloudSigma | dmi.product_name=CloudSigma
      cloud | Tencent | dmi.sys_vendor=Tencent Cloud
      cloud | ZStack | dmi.chassis_asset_tag=123456.zstack.io
      cloud | CloudStack | dmi.product_name=CloudStack KVM Hypervisor
      cloud | KubeVirt | dmi.sys_vendor=KubeVirt
      cloud | oVirt | dmi.product_name=RHEV Hypervisor
      """;

  private static final String NOT_CALLED =
      """
      hypervisor | Azure | dmi.sys_vendor=Microsoft Corporation;dmi.product_name=Virtual Machine
      hypervisor | EC2 | dmi.sys_vendor=Amazon EC2;dmi.product_name=c5.metal
      hypervisor | GCE | dmi.sys_vendor=Google;dmi.product_name=Akemi
      hypervisor | OCI | dmi.sys_vendor=Oracle Corporation;dmi.chassis_asset_tag=OracleCloud.com
      hypervisor | Alibaba | dmi.chassis_vendor=Alibaba Cloud
      hypervisor | Parallels | cpuid=KVMKVMKVM;dmi.product_family=Parallels
      hypervisor | VirtualBox | dmi.sys_vendor=Oracle Corporation;dmi.product_name=SUN FIRE X4170
      hypervisor | VMware | dmi.sys_vendor=Dell Inc.;dmi.product_serial=vmware-1
      hypervisor | AHV | dmi.sys_vendor=Nutanix;dmi.product_name=NX-8155-G7
      hypervisor | UML | cpuinfo.vendor_id=GenuineIntel
      hypervisor | Xen | hypervisor.type=other
      hypervisor | KVM | dmi.sys_vendor=Red Hat;dmi.product_name=Appliance
      hypervisor | QEMU | cpuid=KVMKVMKVM;dmi.sys_vendor=QEMU
      hypervisor | Hyper-V | dmi.sys_vendor=Microsoft Corporation;dmi.product_name=Surface Pro 7
      hypervisor | bhyve | dmi.sys_vendor=FreeBSD
      hypervisor | vmm | cpuid=KVMKVMKVM
      hypervisor | s-Par | dmi.sys_vendor=Unisys
      hypervisor | ACRN | dmi.sys_vendor=ACRN
      hypervisor | QNX | dmi.sys_vendor=QNX
      hypervisor | SRE | dmi.sys_vendor=SRE
      hypervisor | Apple | dmi.sys_vendor=Apple Inc.;dmi.product_name=MacPro7,1
      hypervisor | Virtage | dmi.sys_vendor=HITACHI;dmi.product_name=BladeSymphony
      hypervisor | z/VM | sysinfo.VM00 Control Program=KVM/Linux;sysinfo.VM01 Control Program=z/VM
      hypervisor | PR/SM | sysinfo.LPAR Name=LP1;sysinfo.VM00 Control Program=z/VM    7.2.0
      hypervisor | OS/400 | lparcfg.system_type=IBM,9009-42A
      hypervisor | PowerVM | lparcfg.system_type=IBM pSeries (emulated by qemu)
      cloud | Azure | dmi.chassis_asset_tag=7783-7084-3265-9085-8269-3286-78
      cloud | EC2 | dmi.product_uuid=ec2a1b2c-0000-4fc7-9c82-000000000001
      cloud | GCE | dmi.sys_vendor=Google;dmi.bios_vendor=coreboot
      cloud | OCI | dmi.sys_vendor=Oracle Corporation
      cloud | Alibaba | dmi.sys_vendor=Alibaba
      cloud | OpenStack | dmi.chassis_asset_tag=OpenStack lab
      cloud | Brightbox | dmi.product_serial=brightbox
      cloud | E24Cloud | dmi.sys_vendor=e24
      cloud | Outscale | dmi.sys_vendor=3DS
      cloud | Scaleway | dmi.product_name=Scaleway
      cloud | Hetzner | dmi.product_name=Hetzner
      cloud | NWCS | dmi.product_name=NWCS
      cloud | Vultr | dmi.product_name=Vultr
      cloud | UpCloud | dmi.product_name=UpCloud
      cloud | DigitalOcean | dmi.product_name=DigitalOcean
      cloud | Akamai | dmi.product_name=Linode
      cloud | Exoscale | dmi.sys_vendor=Exoscale
      cloud | SmartOS | dmi.sys_vendor=SmartDC
      hypervisor | LDoms | cpuinfo.cpu=SPARC-M7
      cloud | CloudSigma | dmi.sys_vendor=CloudSigma
      cloud | Tencent | dmi.product_name=CVM
      cloud | ZStack | dmi.chassis_asset_tag=zstack
      cloud | CloudStack | dmi.sys_vendor=Apache Software Foundation
      cloud | KubeVirt | dmi.chassis_asset_tag=KubeVirt
      cloud | oVirt | dmi.chassis_asset_tag=oVirt
      """;

  private static Platform recognised(String facts) {
    TreeMap<String, String> all = new TreeMap<>();
    for (String fact : facts.split(";")) {
      String[] both = fact.split("=", 2);
      all.put(both[0], both[1]);
    }
    return PlatformTable.recognise(PlatformFacts.of(all));
  }

  private static List<String[]> rows(String table) {
    return table.lines().map(line -> line.split(" \\| ", 3)).collect(Collectors.toList());
  }

  private static String answer(String[] row) {
    Platform platform = recognised(row[2]);
    return row[0].equals("cloud") ? platform.cloud() : platform.hypervisor();
  }

  @Test
  void shouldCallEachByItsName() {
    assertThat(rows(CALLED))
        .allSatisfy(row -> assertThat(answer(row)).as(row[2]).isEqualTo(row[1]));
  }

  @Test
  void shouldCallNothingElseSo() {
    assertThat(rows(NOT_CALLED))
        .allSatisfy(row -> assertThat(answer(row)).as(row[2]).isNotEqualTo(row[1]));
  }

  @Test
  void shouldHaveBothForEachAnswer() {
    Set<String> answers = new TreeSet<>();
    for (PlatformRow row : PlatformTable.read().rows()) {
      if (Arrays.asList("hypervisor", "cloud").contains(row.question())) {
        answers.add(row.question() + " " + row.answer());
      }
    }
    for (String table : List.of(CALLED, NOT_CALLED)) {
      assertThat(rows(table).stream().map(row -> row[0] + " " + row[1]).collect(Collectors.toSet()))
          .isEqualTo(answers);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X86 | os.arch=amd64",
        "ARM | os.arch=aarch64",
        "POWER | os.arch=ppc64le",
        "Z | os.arch=s390x",
        "OTHER | os.arch=riscv64",
        "X86 | cpuinfo.vendor_id=AuthenticAMD",
        "ARM | cpuinfo.CPU implementer=0x41",
        "POWER | devicetree.compatible=qemu,pseries",
        "Z | sysinfo.Manufacturer=IBM",
        "OTHER | cpuinfo.isa=rv64imafdc;devicetree.compatible=linux,dummy-virt",
        "UNKNOWN | dmi.sys_vendor=QEMU"
      })
  void shouldTellTheKindOfProcessor(ProcessorKind kind, String facts) {
    assertThat(recognised(facts).processor()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Docker | file.dockerenv=present",
        "Podman | cgroup=0::/user.slice/libpod-1.scope",
        "Kubernetes | cgroup=0::/kubepods.slice;file.containerenv=present",
        "LXC | manager=lxc-libvirt",
        "OpenVZ | file.vz=present",
        "'' | file.vz=present;file.bc=present",
        "WSL | kernel=5.15.90.1-microsoft-standard-WSL2",
        "'' | cgroup=0::/user.slice/user-1000.slice"
      })
  void shouldTellTheKindOfContainer(String container, String facts) {
    assertThat(recognised(facts).container()).isEqualTo(container);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | dmi.sys_vendor=Amazon EC2",
        "true | dmi.chassis_asset_tag=OpenTelekomCloud",
        "false | dmi.product_name=OpenStack Nova",
        "false | dmi.sys_vendor=KubeVirt",
        "false | cpuid=KVMKVMKVM"
      })
  void shouldKnowWhoseTheHostIs(boolean hired, String facts) {
    assertThat(recognised(facts).hired()).isEqualTo(hired);
  }

  /** Its own domain stays, but for one that is a VM itself, which goes with all of it. */
  @Test
  void shouldKnowThatNestedXenMovesAsAWhole() {
    assertThat(recognised("hypervisor.type=xen;xen.capabilities=control_d").stays()).isNotEmpty();
    Platform nested = recognised("hypervisor.type=xen;xen.capabilities=control_d;cpuid=KVMKVMKVM");
    assertThat(nested.outer()).isEqualTo("KVM");
    assertThat(nested.stays()).isEmpty();
  }
}
