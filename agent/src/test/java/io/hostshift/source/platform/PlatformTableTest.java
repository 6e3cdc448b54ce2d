package io.hostshift.source.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Platform;
import io.hostshift.source.GuestTree;
import io.hostshift.source.MalformedException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTableTest {
  @TempDir Path temp;

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "KVM         | cpuid=KVMKVMKVM;dmi.sys_vendor=QEMU",
        "KVM         | cpuid=Linux KVM Hv",
        "KVM         | cpuid=KVMKVMKVM;dmi.sys_vendor=OpenStack Foundation",
        "KVM         | cpuid=KVMKVMKVM",
        "QEMU        | cpuid=TCGTCGTCGTCG;dmi.sys_vendor=QEMU",
        "Xen         | cpuid=XenVMMXenVMM;dmi.sys_vendor=Xen",
        "Xen         | cpuid=Microsoft Hv;hypervisor.type=xen",
        "Xen         | cpuid=Microsoft Hv;dmi.sys_vendor=Xen;dmi.product_name=HVM domU",
        "EC2         | cpuid=XenVMMXenVMM;dmi.sys_vendor=Xen;dmi.bios_version=4.11.amazon",
        "EC2         | cpuid=KVMKVMKVM;dmi.sys_vendor=Amazon EC2;dmi.product_name=c5.large",
        "unknown     | dmi.sys_vendor=Amazon EC2;dmi.product_name=c5.metal",
        "GCE         | cpuid=KVMKVMKVM;dmi.product_name=Google Compute Engine",
        "VMware      | cpuid=VMwareVMware",
        "VMware      | dmi.sys_vendor=VMware, Inc.;dmi.product_name=VMware7,1",
        "VMware      | cpuid=Microsoft Hv;dmi.sys_vendor=VMware, Inc.",
        "Hyper-V     | cpuid=Microsoft Hv;dmi.sys_vendor=Microsoft Corporation;"
            + "dmi.product_name=Virtual Machine",
        "Azure       | cpuid=Microsoft Hv;dmi.sys_vendor=Microsoft Corporation;"
            + "dmi.product_name=Virtual Machine;"
            + "dmi.chassis_asset_tag=7783-7084-3265-9085-8269-3286-77",
        "KVM         | cpuid=Microsoft Hv;dmi.sys_vendor=QEMU",
        "KVM         | cpuid=Microsoft Hv;dmi.sys_vendor=Red Hat;dmi.product_name=KVM",
        "Hyper-V     | cpuid=Microsoft Hv",
        "unknown     | cpuid=Microsoft Hv;dmi.sys_vendor=ACME",
        "Parallels   | cpuid=KVMKVMKVM;dmi.sys_vendor=Parallels Software International Inc.",
        "Parallels   | cpuid=lrpepyh vr",
        "VirtualBox  | cpuid=KVMKVMKVM;dmi.sys_vendor=innotek GmbH;dmi.product_name=VirtualBox",
        "AHV         | cpuid=KVMKVMKVM;dmi.sys_vendor=Nutanix;dmi.product_name=AHV",
        "bhyve       | cpuid=bhyve bhyve",
        "ACRN        | cpuid=ACRNACRNACRN",
        "QNX         | cpuid=QNXQVMBSQG",
        "SRE         | cpuid=SRESRESRESRE",
        "Apple       | dmi.product_name=Apple Virtualization Generic Platform",
        "OCI         | cpuid=KVMKVMKVM;dmi.sys_vendor=QEMU;dmi.chassis_asset_tag=OracleCloud.com",
        "unknown     | dmi.sys_vendor=Oracle Corporation;dmi.chassis_asset_tag=OracleCloud.com",
        "PowerVM     | devicetree.ibm,partition-name=present;devicetree.hmc-managed?=present",
        "PowerVM     | lparcfg.system_type=IBM,9009-42A",
        "QEMU        | devicetree.compatible=qemu,pseries;devicetree.ibm,partition-name=present;"
            + "lparcfg.system_type=IBM pSeries (emulated by qemu)",
        "KVM         | devicetree.hypervisor=linux,kvm;devicetree.compatible=qemu,pseries",
        "Xen         | devicetree.hypervisor=xen,xen-4.17 xen,xen",
        "z/VM        | sysinfo.VM00 Control Program=z/VM    7.2.0;sysinfo.LPAR Name=LP7",
        "KVM         | sysinfo.VM00 Control Program=KVM/Linux;sysinfo.LPAR Name=LP7",
        "PR/SM       | sysinfo.LPAR Name=LP7",
        "KVM         | dmi.sys_vendor=QEMU;dmi.product_name=KVM Virtual Machine",
        "QEMU        | dmi.sys_vendor=QEMU;dmi.product_name=QEMU Virtual Machine",
        "unknown     | dmi.sys_vendor=Dell Inc.;dmi.product_name=PowerEdge R640",
        "unknown     | cpuid=SomethingNew",
      })
  void shouldRecognise(String name, String facts) {
    TreeMap<String, String> all = new TreeMap<>();
    for (String fact : facts.split(";")) {
      String[] parts = fact.split("=", 2);
      all.put(parts[0], parts[1]);
    }

    assertThat(PlatformTable.recognise(PlatformFacts.of(all)).hypervisor()).isEqualTo(name);
  }

  @Test
  void shouldRecogniseCapturedGuests() throws Exception {
    assertThat(recognised("s390x/before")).isEqualTo("KVM");
    assertThat(recognised("ppc64-pseries")).isEqualTo("QEMU");
    PlatformFacts x86 =
        PlatformFacts.read(
            GuestTree.resource("x86-live-same-model/before").files(), "TCGTCGTCGTCG", "");
    assertThat(PlatformTable.recognise(x86).hypervisor()).isEqualTo("QEMU");
  }

  private static String recognised(String capture) throws Exception {
    return PlatformTable.recognise(
            PlatformFacts.read(GuestTree.resource(capture).files(), null, null))
        .hypervisor();
  }

  @Test
  void shouldReadItsFactsFromTheFilesOfAPowerVmPartition() throws Exception {
    GuestTree tree = new GuestTree(temp);
    tree.with("proc/device-tree/ibm,partition-name", "web-1\0")
        .with("proc/device-tree/hmc-managed?", new byte[4]);

    assertThat(PlatformTable.recognise(PlatformFacts.read(tree.files(), "", "")).hypervisor())
        .isEqualTo("PowerVM");
  }

  @Test
  void shouldNotTakeAnUnknownMachineForAPhysicalOne() {
    PlatformFacts nothing = PlatformFacts.read(new GuestTree(temp).files(), null, null);

    assertThat(PlatformTable.recognise(nothing)).isEqualTo(Platform.UNKNOWN);
  }

  @Test
  void shouldHaveOnlyRowsThatCanBeRead() {
    assertThat(PlatformTable.read().rows()).hasSizeGreaterThan(40);
    assertThatThrownBy(() -> PlatformRow.parse("KVM")).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> PlatformRow.parse("hypervisor\tKVM\tcpuid"))
        .hasMessage("no condition: \"cpuid\"");
  }

  /** What traits and remedies depend on must be what the table gives. */
  @Test
  void shouldRecogniseEachHypervisorThatSomethingDependsOn() throws Exception {
    List<String> names = new ArrayList<>();
    for (Field name : Hypervisor.class.getFields()) {
      names.add((String) name.get(null));
    }
    names.remove(Hypervisor.UNKNOWN);

    assertThat(PlatformTable.read().rows()).extracting(PlatformRow::answer).containsAll(names);
  }

  /** By the second number, of the user with whose rights it runs; a copy's was the copier's. */
  @ParameterizedTest
  @CsvSource({"0, 65534, true", "65534, 0, false"})
  void shouldKnowWhetherThisIsRoot(String real, String effective, boolean unprivileged)
      throws Exception {
    GuestTree tree = new GuestTree(temp);
    tree.with(
        "proc/self/status", "Name:\tjava\nUid:\t" + real + "\t" + effective + "\t0\t0\nVxID: 0\n");

    PlatformFacts live = PlatformFacts.read(tree.files(), "", "amd64");
    assertThat(PlatformTable.recognise(live).unprivileged()).isEqualTo(unprivileged);
    PlatformFacts copy = PlatformFacts.read(tree.files(), "", "");
    assertThat(PlatformTable.recognise(copy).unprivileged()).isFalse();
  }
}
