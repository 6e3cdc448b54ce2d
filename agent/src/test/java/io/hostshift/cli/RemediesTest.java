package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vmclock|the hypervisor offers vmclock, but the kernel has no ptp_vmclock driver loaded|KVM"
            + "|modprobe ptp_vmclock",
        "vmclock|the hypervisor offers no vmclock|KVM|on the host: qemu-system-x86_64 -device vmclock",
        "vmclock|it is not passed into this container as /dev/vmclock0|EC2"
            + "|docker run --device /dev/vmclock0",
        "fwcfg|the host gives this VM no key under opt/|KVM"
            + "|on the host: a fw_cfg entry, by virsh edit VM",
        "fwcfg|is not there: not on QEMU, or without the module qemu_fw_cfg|KVM|modprobe qemu_fw_cfg",
        "kvp|/var/lib/hyperv/.kvp_pool_3 is not there|Azure|apt install hyperv-daemons",
        "vmware|vmware-toolbox-cmd (open-vm-tools) is in none of /usr/bin|VMware"
            + "|apt install open-vm-tools"
      })
  void shouldNameTheOneStep(String source, String reason, String hypervisor, String step) {
    assertThat(Remedies.of(source, Reading.absent(reason), hypervisor)).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"vmclock, Hyper-V", "fwcfg, VMware", "kvp, KVM", "vmware, KVM", "xen, Xen"})
  void shouldAdviseNothingThatTheHypervisorDoesNotHave(String source, String hypervisor) {
    assertThat(Remedies.of(source, Reading.absent("the hypervisor offers no vmclock"), hypervisor))
        .isNull();
  }

  @Test
  void shouldOpenTheVeryFileThatMayNotBeRead() {
    Reading reading =
        Reading.denied("/sys/x/opt/org.test/host/raw may not be read by this user (owner root)");

    assertThat(Remedies.of("fwcfg", reading, "KVM"))
        .startsWith("chmod a+r /sys/x/opt/org.test/host/raw (as root;");
  }
}
