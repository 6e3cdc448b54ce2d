package io.hostshift.report;

import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.vm;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VmNameTest {
  private static String of(Identifier... identifiers) {
    return VmName.of(HostProfile.EMPTY.with(Arrays.asList(identifiers), null, 1));
  }

  @Test
  void shouldTakeWhatTheOperatorNamesFirst() {
    assertThat(of(vm("dmi.product_uuid", "root"), vm("file.vm.name", "mine"))).isEqualTo("mine");
  }

  @Test
  void shouldTakeWhatAnybodyMayReadBeforeWhatOnlyRootMay() {
    assertThat(of(vm("dmi.product_uuid", "root"), vm("kvp.VirtualMachineId", "all")))
        .isEqualTo("all");
  }

  @Test
  void shouldNotTakeAGenerationForAName() {
    assertThat(of(vm("vmclock.vm_generation_counter", "3"), vm("vmgenid.uevents", "1"))).isEmpty();
  }

  @Test
  void shouldBeEmptyWhereOnlyTheHostIsNamed() {
    assertThat(of(instance("kvp.PhysicalHostName", "a"))).isEmpty();
  }
}
