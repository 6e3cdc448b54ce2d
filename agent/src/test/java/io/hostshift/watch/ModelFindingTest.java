package io.hostshift.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.MigrationModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFindingTest {
  @ParameterizedTest
  @CsvSource({
    "Azure, azure, COOPERATIVE",
    "Azure, kvp, TRANSPARENT",
    "GCE, gce, NOTIFY_ONLY",
    "GCE, cpuid, TRANSPARENT",
    "VMware, vmware, TRANSPARENT",
    "PowerVM, lparcfg, TRANSPARENT",
    "EC2, ec2, TRANSPARENT",
    "KVM, vmclock, TRANSPARENT",
    "unknown, capacity, TRANSPARENT",
  })
  void shouldFollowFromWhatIsPresentAndSayWhy(
      String hypervisor, String readable, MigrationModel model) {
    ModelFinding finding = ModelFinding.of(hypervisor, Arrays.asList(readable));

    assertThat(finding.model()).isEqualTo(model);
    assertThat(finding.reason()).isNotEmpty();
  }

  @Test
  void shouldBeWhatIsReallyHeardWhateverTheHypervisorIsCalled() {
    assertThat(
            ModelFinding.of(
                    "unknown",
                    java.util.Collections.emptyList(),
                    java.util.Collections.singletonMap("gce", MigrationModel.NOTIFY_ONLY))
                .model())
        .isEqualTo(MigrationModel.NOTIFY_ONLY);
  }

  @Test
  void shouldNotTakeAChannelForOneThatAnnouncesMoves() {
    assertThat(
            ModelFinding.of(
                    "unknown",
                    java.util.Collections.emptyList(),
                    java.util.Collections.singletonMap("ec2", MigrationModel.TRANSPARENT))
                .model())
        .isEqualTo(MigrationModel.TRANSPARENT);
  }

  @Test
  void shouldBeTheMostThatAnyChannelTells() {
    Map<String, MigrationModel> heard = new LinkedHashMap<>();
    heard.put("gce", MigrationModel.NOTIFY_ONLY);
    heard.put("drmgr", MigrationModel.COOPERATIVE);
    heard.put("vmclock", MigrationModel.NOTIFY_ONLY);
    ModelFinding found = ModelFinding.of("unknown", List.of(), heard);

    assertThat(found.model()).isEqualTo(MigrationModel.COOPERATIVE);
    assertThat(found.reason())
        .isEqualTo("drmgr is heard, which announces moves and waits for an answer");
  }

  @Test
  void shouldSayWhichChannelOnlyAnnounces() {
    assertThat(
            ModelFinding.of("unknown", List.of(), Map.of("gce", MigrationModel.NOTIFY_ONLY))
                .reason())
        .isEqualTo("gce is heard, which announces moves");
  }
}
