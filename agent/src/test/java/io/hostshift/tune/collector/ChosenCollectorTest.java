package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.ergonomics.DefaultCollector;
import io.hostshift.tune.setting.FakeSetting;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChosenCollectorTest {
  private final FakeSetting threads = new FakeSetting("gc.parallel", 8);
  private final ChosenCollector collector = new ChosenCollector(threads, DefaultCollector.G1, 17);

  private Status on(int processors) {
    return collector.plan(new Target(processors, processors, Map.of()));
  }

  @Test
  void shouldSayThatAFreshJvmWouldChooseAnotherCollector() {
    assertThat(on(1))
        .returns(SettingState.APPLIED, Status::state)
        .returns("a JVM started here would choose the collector SERIAL", Status::reason);
  }

  @Test
  void shouldSayNothingWhereItWouldChooseTheSame() {
    assertThat(on(2).reason()).isEmpty();
  }

  @Test
  void shouldSayNothingOfWhatIsLeft() {
    threads.left("because");

    assertThat(on(1).reason()).isEqualTo("because");
  }
}
