package io.hostshift.tune.rules;

import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.tune.Levers;
import io.hostshift.tune.collector.ParallelWorkers;
import io.hostshift.tune.pool.PoolParallelism;
import io.hostshift.tune.setting.Supply;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final String README =
      "{\"rules\": [\n"
          + "  {\"when\": {\"kvp.PhysicalHostName\": \"small-*\"},"
          + " \"processors\": 3, \"gc.parallel\": 2},\n"
          + "  {\"when\": {\"cpuid.brand\": \"*EPYC*\"}, \"processors\": \"x0.5\"},\n"
          + "  {\"processors\": \"os\"}]}";
  private static final Identifier SMALL = instance("kvp.PhysicalHostName", "small-7");
  private static final Identifier EPYC = model("cpuid.brand", "AMD EPYC 9654");

  private static Target target(String json, Identifier... shown) throws IOException {
    HostProfile profile = HostProfile.EMPTY.with(Arrays.asList(shown), null, 1);
    return RulesFile.parse(json, Levers.NUMBERS).target(profile, host -> 8);
  }

  @Test
  void shouldTakeTheNumbersOfTheRuleThatFits() throws IOException {
    Target target = target(README, SMALL);

    assertThat(target.processors()).isEqualTo(3);
    assertThat(target.of(ParallelWorkers.TYPE, 8)).isEqualTo(2);
  }

  @Test
  void shouldLetASettingThatTheRuleDoesNotNameFollowTheProcessors() throws IOException {
    assertThat(target(README, SMALL).of(PoolParallelism.COMMON, 2)).isEqualTo(2);
  }

  @Test
  void shouldTakeTheFirstRuleThatFits() throws IOException {
    assertThat(target(README, EPYC, SMALL).processors()).isEqualTo(3);
  }

  @Test
  void shouldTakeAFactorOfWhatTheSystemReports() throws IOException {
    assertThat(target(README, EPYC).processors()).isEqualTo(4);
  }

  @Test
  void shouldTakeARuleWithoutConditionsForEveryHost() throws IOException {
    assertThat(target(README).processors()).isEqualTo(8);
  }

  @Test
  void shouldNotMatchAnIdentifierThatTheHostDoesNotShow() throws IOException {
    assertThat(target("{\"rules\":[{\"when\":{\"a.b\":\"*\"},\"processors\":1}]}").processors())
        .isEqualTo(8);
  }

  @Test
  void shouldNotMatchARuleOfWhichOneConditionFails() throws IOException {
    String both =
        "{\"rules\":[{\"when\":{\"kvp.PhysicalHostName\":\"*\",\"cpuid.brand\":\"Intel*\"},"
            + "\"processors\":1}]}";

    assertThat(target(both, SMALL, EPYC).processors()).isEqualTo(8);
  }

  @Test
  void shouldFollowTheSystemWhenNoRuleFits() throws IOException {
    assertThat(target("{\"rules\":[]}", SMALL).processors()).isEqualTo(8);
  }

  @Test
  void shouldNameNoMoreThanOneInAJvmThatIsNotSound() throws IOException {
    String json =
        "{\"rules\":[{\"processors\":4,\"commonPool\":3,\"pools\":{\"a.*\":9},\"gc.parallel\":5}]}";
    Supply unsound =
        new Supply() {
          @Override
          public int system(HostProfile profile) {
            return 8;
          }

          @Override
          public String unsound(HostProfile profile) {
            return "it loses updates";
          }
        };

    Target target = RulesFile.parse(json, Levers.NUMBERS).target(HostProfile.EMPTY, unsound);

    assertThat(target.processors()).isEqualTo(1);
    assertThat(target.of(PoolParallelism.COMMON, 7)).isEqualTo(1);
    assertThat(target.pool("a.b", "")).isEqualTo(1);
    assertThat(target.system()).isEqualTo(8);
  }

  @Test
  void shouldKeepTheNumberThatTheSystemReportsBesideTheOneOfTheRule() throws IOException {
    assertThat(target(README, SMALL).system()).isEqualTo(8);
  }
}
