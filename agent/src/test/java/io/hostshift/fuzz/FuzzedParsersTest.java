package io.hostshift.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each parser answers each broken input with a value or its declared error, in time. The fuzzer,
 * which looks for inputs that reach further, takes much longer: {@code FuzzIT}.
 */
class FuzzedParsersTest {
  private static final int INPUTS = 10_000;

  static List<Fuzzed> parsers() {
    return FuzzedParsers.all();
  }

  @Test
  void shouldHaveNamesOfTheirOwn() {
    assertThat(parsers()).extracting(Fuzzed::name).doesNotHaveDuplicates();
  }

  /** A seed that is refused at its first byte would leave all behind it unseen. */
  @ParameterizedTest
  @MethodSource("parsers")
  void shouldAcceptItsSeeds(Fuzzed parser) throws Exception {
    for (byte[] seed : parser.seeds()) {
      parser.parser().parse(seed);
    }
    assertThat(parser.seeds()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("parsers")
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldAnswerBrokenInputsWithAValueOrItsDeclaredError(Fuzzed parser) throws Exception {
    int taken = 0;
    for (byte[] seed : parser.seeds()) {
      for (int number = 0; number < INPUTS; number++) {
        byte[] bytes = Mangled.of(seed, number);
        parser.take(bytes);
        taken++;
      }
    }
    assertThat(taken).isEqualTo(INPUTS * parser.seeds().size());
  }
}
