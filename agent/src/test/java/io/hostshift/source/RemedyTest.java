package io.hostshift.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Platform;
import io.hostshift.source.device.BlockSerial;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.firmware.DeviceTree;
import io.hostshift.source.firmware.Dmi;
import io.hostshift.source.firmware.FwCfg;
import io.hostshift.source.hypervisor.Kvp;
import io.hostshift.source.hypervisor.Xen;
import io.hostshift.source.processor.CpuidAccess;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one step that helps comes from the source that knows what is missing. */
class RemedyTest {
  private static final String VM_CLOCK = "dev/vmclock0";
  private static final String KEY = "sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw";

  @TempDir Path temp;

  private GuestTree tree() {
    return new GuestTree(temp);
  }

  private GuestTree with(String file) throws IOException {
    return tree().with(file, "x\0");
  }

  private static GuestFiles refused(GuestTree tree) {
    return tree.refusing(new AccessDeniedException("by the test"));
  }

  private String opened(String file) {
    return "chmod a+r "
        + temp.resolve(file)
        + " (as root; for a service after each boot: ExecStartPre=+/bin/chmod)";
  }

  private static String step(Source source, String hypervisor) {
    return step(source, Platform.of(hypervisor));
  }

  private static String step(Source source, Platform platform) {
    Remedy remedy = source.read(null).remedy(platform);
    return remedy == null ? null : remedy.step(platform);
  }

  @Test
  void shouldOfferVmclockWhereTheHypervisorCan() {
    VmClock source = new VmClock(tree().files());

    assertThat(step(source, Hypervisor.KVM))
        .isEqualTo("on the host: qemu-system-x86_64 -device vmclock");
    assertThat(step(source, Hypervisor.UNKNOWN)).isNull();
    assertThat(step(source, Hypervisor.HYPER_V)).isNull();
  }

  @Test
  void shouldLoadTheDriverOfVmclock() throws Exception {
    assertThat(step(new VmClock(with("sys/bus/acpi/devices/AMZNC10C:00/x").files()), "KVM"))
        .isEqualTo("modprobe ptp_vmclock");
  }

  @Test
  void shouldPassVmclockIntoAContainerOnAnyHypervisor() throws Exception {
    VmClock source = new VmClock(with("sys/class/misc/vmclock0/x").files());

    assertThat(step(source, Hypervisor.EC2)).isEqualTo("docker run --device /dev/vmclock0");
    assertThat(step(source, Hypervisor.VMWARE)).isEqualTo("docker run --device /dev/vmclock0");
  }

  @Test
  void shouldOpenVmclockByARuleThatLasts() throws Exception {
    assertThat(step(new VmClock(refused(with(VM_CLOCK))), Hypervisor.KVM))
        .isEqualTo("chmod a+r /dev/vmclock0 (a udev rule makes it last)");
  }

  @Test
  void shouldGiveTheVmAKeyOrLoadTheModule() throws Exception {
    assertThat(step(new FwCfg(tree().files()), Hypervisor.KVM)).isEqualTo("modprobe qemu_fw_cfg");
    assertThat(step(new FwCfg(tree().files()), Hypervisor.VMWARE)).isNull();
    assertThat(step(new FwCfg(with("sys/firmware/qemu_fw_cfg/rev").files()), Hypervisor.KVM))
        .isEqualTo("on the host: a fw_cfg entry, by virsh edit VM");
  }

  @Test
  void shouldInstallTheDaemonsOfHyperV() {
    Kvp source = new Kvp(tree().files());

    assertThat(step(source, Hypervisor.AZURE)).isEqualTo("apt install hyperv-daemons");
    assertThat(step(source, Hypervisor.HYPER_V)).isEqualTo("apt install hyperv-daemons");
    assertThat(step(source, Hypervisor.KVM)).isNull();
  }

  @Test
  void shouldOpenTheVeryFileThatMayNotBeRead() throws Exception {
    assertThat(step(new FwCfg(refused(with(KEY))), Hypervisor.KVM)).isEqualTo(opened(KEY));
    String id = "sys/class/dmi/id/product_uuid";
    assertThat(step(new Dmi(refused(with(id))), Hypervisor.KVM)).isEqualTo(opened(id));
    String type = "sys/hypervisor/type";
    assertThat(step(new Xen(refused(with(type)), CpuidAccess.none("by the test")), "Xen"))
        .isEqualTo(opened(type));
    String model = "proc/device-tree/model";
    assertThat(step(new DeviceTree(refused(with(model))), Hypervisor.POWERVM))
        .isEqualTo(opened(model));
    String serial = "sys/block/vda/serial";
    assertThat(step(new BlockSerial(refused(with(serial)), List.of("vda")), Hypervisor.KVM))
        .isEqualTo(opened(serial));
  }

  @Test
  void shouldOpenWhatIsMissingOfASourceThatIsReadInPart() throws Exception {
    GuestTree tree = with("sys/class/dmi/id/product_uuid");
    tree.with("sys/class/dmi/id/sys_vendor", "QEMU\n");
    GuestFiles files =
        new GuestFiles(
            temp.toFile(),
            file -> {
              if (file.getName().equals("product_uuid")) {
                throw new AccessDeniedException(file.getPath());
              }
              return new java.io.RandomAccessFile(file, "r");
            });
    Reading reading = new Dmi(files).read(null);

    assertThat(reading.readable()).isTrue();
    assertThat(reading.remedy(Platform.UNKNOWN).step(Platform.UNKNOWN))
        .isEqualTo(opened("sys/class/dmi/id/product_uuid"));
  }

  @Test
  void shouldAdviseNothingWhereAllIsRead() {
    assertThat(Reading.of(List.of()).remedy(Platform.UNKNOWN)).isNull();
    assertThat(Reading.failed("by the test").remedy(Platform.UNKNOWN)).isNull();
  }
}
