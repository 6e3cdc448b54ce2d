package io.hostshift.tune.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Capacity;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({"8, 0, 8", "8, 2, 2", "8, 16, 8", "0, 2, 2", "0, 0, 0"})
  void shouldHaveTheMemoryOfTheGuestOrOfItsControlGroup(long guest, long limit, long memory) {
    Capacity capacity = new Capacity(4, 4, 0, guest << 30, limit << 30);

    assertThat(new Target(4, 4, Map.of(), Map.of(), capacity).memoryBytes())
        .isEqualTo(memory << 30);
  }
}
