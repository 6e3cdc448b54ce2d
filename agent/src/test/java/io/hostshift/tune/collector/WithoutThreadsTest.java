package io.hostshift.tune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Capacity;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithoutThreadsTest {
  @ParameterizedTest
  @CsvSource({
    "17, 1, 8, one thread",
    "17, 2, 8, one thread; a JVM started here would choose the collector G1",
    "17, 2, 1, one thread",
    "8, 4, 8, one thread; a JVM started here would choose the collector PARALLEL",
    "17, 4, 0, one thread; a JVM started here would choose the collector G1"
  })
  void shouldSayWhatAJvmStartedHereWouldChoose(
      int version, int processors, long gigabytes, String reason) {
    Capacity capacity = new Capacity(processors, processors, 0, gigabytes << 30, 0);
    Target target = new Target(processors, processors, Map.of(), Map.of(), capacity);

    assertThat(new WithoutThreads(ParallelWorkers.TYPE, "one thread", version).plan(target))
        .returns(SettingState.LEFT, Status::state)
        .returns(reason, Status::reason);
  }
}
