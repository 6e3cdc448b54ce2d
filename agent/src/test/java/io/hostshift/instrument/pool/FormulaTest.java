package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.instrument.pool.Formula.Operation;
import org.junit.jupiter.api.Test;

class FormulaTest {
  private static Formula of(Operation operation, Formula left, Formula right) {
    return Formula.of(operation, left, right);
  }

  private static Formula number(int value) {
    return Formula.constant(value);
  }

  private final Formula p = Formula.PROCESSORS;

  @Test
  void shouldComputeAsJavaDoes() {
    Formula half = of(Operation.DIVIDE, p, number(2));
    Formula clamped = of(Operation.MAX, number(1), of(Operation.SUBTRACT, p, number(1)));

    assertThat(half.of(7)).isEqualTo(3);
    assertThat(clamped.of(1)).isEqualTo(1);
    assertThat(clamped.of(8)).isEqualTo(7);
  }

  @Test
  void shouldReadAsPeopleWriteIt() {
    Formula sum = of(Operation.ADD, p, number(1));

    assertThat(of(Operation.MULTIPLY, sum, number(2))).hasToString("2(P+1)");
    assertThat(of(Operation.ADD, of(Operation.MULTIPLY, number(2), p), number(1)))
        .hasToString("2P+1");
    assertThat(of(Operation.ADD, p, number(-1))).hasToString("P-1");
    assertThat(of(Operation.DIVIDE, p, number(2))).hasToString("P/2");
  }

  @Test
  void shouldLeaveOutALimitThatNoPoolMeets() {
    assertThat(of(Operation.MIN, number(32767), p)).hasToString("P");
    assertThat(of(Operation.MIN, p, number(64))).hasToString("min(P, 64)");
  }

  @Test
  void shouldGiveNothingWhereItHasNoValue() {
    Formula zero = of(Operation.DIVIDE, number(8), of(Operation.SUBTRACT, p, number(2)));

    assertThat(zero.gives(8, 3)).isTrue();
    assertThat(zero.gives(8, 2)).isFalse();
  }

  @Test
  void shouldBeWrittenAsPeopleWriteIt() {
    Formula p = Formula.PROCESSORS;
    Formula one = Formula.constant(1);
    Formula two = Formula.constant(2);

    assertThat(Formula.of(Formula.Operation.MULTIPLY, p, one)).hasToString("P");
    assertThat(Formula.of(Formula.Operation.MULTIPLY, one, p)).hasToString("P");
    assertThat(Formula.of(Formula.Operation.DIVIDE, p, one)).hasToString("P");
    assertThat(Formula.of(Formula.Operation.ADD, two, p)).hasToString("P+2");
    assertThat(Formula.of(Formula.Operation.ADD, p, Formula.constant(0))).hasToString("P");
  }
}
