package io.hostshift.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Platform;
import io.hostshift.host.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be noticed follows from what each identifier proves. */
class TellingTest {
  private static Telling telling(String hypervisor, String... identifiers) {
    return telling(Platform.of(hypervisor), identifiers);
  }

  private static Telling telling(Platform platform, String... identifiers) {
    List<Identifier> all = new ArrayList<>();
    for (String identifier : identifiers) {
      String[] both = identifier.split(" ");
      all.add(new Identifier(both[1], "x", Scope.valueOf(both[0])));
    }
    return Telling.of(HostProfile.EMPTY.with(all, null, 0), platform);
  }

  @ParameterizedTest
  @CsvSource({
    "host, Hyper-V, INSTANCE kvp.PhysicalHostName",
    "host, PowerVM, INSTANCE devicetree.system-id",
    "no, QEMU, INSTANCE devicetree.host-serial",
    "event, KVM, EPOCH announce.virtio_net",
    "event, KVM, EPOCH vmclock.disruption_marker",
    "event, VMware, EPOCH vmware.sessionid",
    "kind, Xen, MODEL xen.version/major",
    "kind, GCE, MODEL gce.cpu-platform",
    "kind, QEMU, MODEL cpuid.brand",
    "no, KVM, MODEL cpuid.brand",
    "no, Azure, MODEL azure.compute.platformFaultDomain",
    "no, Azure, MODEL azure.compute.physicalZone",
    "no, OCI, MODEL oci.host.rackId",
    "no, QEMU, MODEL pci.accelerators",
    "no, QEMU, MODEL lparcfg.system_type",
    "no, KVM, MODEL smbios.sys_vendor",
    "no, KVM, MODEL downward.VirtualizationVendor",
    "no, KVM, VM dmi.product_uuid"
  })
  void shouldPromiseNoMoreThanAnIdentifierProves(String word, String hypervisor, String one) {
    assertThat(telling(hypervisor, one).wouldNotice().word()).isEqualTo(word);
  }

  @Test
  void shouldPromiseNothingOfWhatIsNeverMoved() {
    Platform stays = Platform.of("PR/SM").with("stays", "an LPAR is not moved while it runs");
    Telling telling = telling(stays, "INSTANCE sysinfo.Plant", "EPOCH x.count", "MODEL y.kind");

    assertThat(telling.wouldNotice()).isEqualTo(WouldNotice.NO);
    assertThat(telling.sureness())
        .isEqualTo("there is no move to notice: an LPAR is not moved while it runs");
  }

  @Test
  void shouldSayThatACounterTellsOfEachMoveAndAKindOnlyWhereTo() {
    Telling telling =
        telling("Xen", "MODEL xen.version/major", "EPOCH xen.incarnation", "EPOCH xen.domid");

    assertThat(telling.wouldNotice()).isEqualTo(WouldNotice.EVENT);
    assertThat(telling.sureness())
        .isEqualTo(
            "xen.domid and xen.incarnation tell that the VM was moved, restored or paused;"
                + " xen.version/major what kind of host");
  }

  @Test
  void shouldNameTheBestFirst() {
    Telling telling =
        telling(
            "PowerVM",
            "INSTANCE lparcfg.partition_id",
            "INSTANCE devicetree.system-id",
            "INSTANCE lparcfg.serial_number",
            "INSTANCE file.rack");

    assertThat(telling.identifiers())
        .extracting(Identifier::name)
        .containsExactly("file.rack", "devicetree.system-id", "lparcfg.serial_number");
    assertThat(telling.sureness()).isEqualTo("certain: file.rack and 2 more name this one host");
  }

  @Test
  void shouldSayThatOneCounterTellsNothingOfWhere() {
    Telling telling = telling("VMware", "EPOCH vmware.sessionid");

    assertThat(telling.identifiers())
        .extracting(Identifier::name)
        .containsExactly("vmware.sessionid");
    assertThat(telling.sureness())
        .isEqualTo(
            "vmware.sessionid tells that the VM was moved, restored or paused,"
                + " and nothing where to");
  }

  @Test
  void shouldNotSpeakOfAPauseWhereACounterStaysOverOne() {
    assertThat(telling("KVM", "EPOCH announce.virtio_net").sureness())
        .isEqualTo(
            "announce.virtio_net tells that the VM was moved or restored, and nothing where to");
  }

  @Test
  void shouldSayThatAMoveToALikeHostGoesUnseen() {
    Telling telling = telling("Xen", "MODEL xen.version/major");

    assertThat(telling.identifiers())
        .extracting(Identifier::name)
        .containsExactly("xen.version/major");
    assertThat(telling.sureness())
        .isEqualTo(
            "only the kind of host is known, by xen.version/major:"
                + " a move to a like one goes unseen");
  }

  @Test
  void shouldSayThatNothingChangesWithTheHost() {
    Telling telling = telling("KVM", "VM dmi.product_uuid");

    assertThat(telling.identifiers()).isEmpty();
    assertThat(telling.stays()).isEmpty();
    assertThat(telling.sureness())
        .isEqualTo("not at all: nothing that can be read here changes with the host");
  }

  @Test
  void shouldSayWhyThereIsNothingToNotice() {
    Platform stays = Platform.of("PR/SM").with("stays", "an LPAR is not moved while it runs");

    assertThat(telling(stays, "INSTANCE sysinfo.Plant").stays())
        .isEqualTo("an LPAR is not moved while it runs");
  }

  @Test
  void shouldNameOneOrBoth() {
    assertThat(telling("Hyper-V", "INSTANCE kvp.PhysicalHostName").sureness())
        .isEqualTo("certain: kvp.PhysicalHostName names this one host");
    assertThat(telling("Hyper-V", "INSTANCE kvp.PhysicalHostName", "INSTANCE file.rack").sureness())
        .isEqualTo("certain: file.rack and kvp.PhysicalHostName name this one host");
  }
}
