package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Run on the test's own thread: a step or an order ends the loop. */
@Timeout(20)
class DutyTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), Log.Level.INFO);
  // Time stands still where it is not asked to pass: each step is due as soon as it says 0.
  private final Duty duty = new Duty(() -> 0, log);
  private final List<String> done = new ArrayList<>();

  private void runSteps(int steps) {
    int[] taken = {0};
    duty.run(
        () -> {
          done.add("step");
          if (++taken[0] == steps) {
            duty.order(this::end);
          }
          return 0;
        });
  }

  private void end() {
    assertThat(duty.stop(0)).isFalse();
  }

  private List<String> said() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void shouldTakeStepsUntilItIsStopped() {
    runSteps(3);

    assertThat(done).hasSizeGreaterThanOrEqualTo(3);
    assertThat(duty.running()).isFalse();
  }

  /** Time stands still, so a step that is due later never comes by itself. */
  @Test
  void shouldTakeTheNextStepNowWhenAskedTo() {
    duty.run(
        () -> {
          done.add("step");
          duty.order(done.size() == 1 ? duty::hurry : this::end);
          return Long.MAX_VALUE;
        });

    assertThat(done).containsExactly("step", "step");
  }

  @Test
  void shouldCarryOutOrdersBeforeTheNextStep() {
    duty.order(() -> done.add("order"));
    runSteps(1);

    assertThat(done).startsWith("order", "step");
  }

  @Test
  void shouldGoOnAfterAnOrderThatFails() {
    duty.order(
        () -> {
          throw new IllegalStateException("broken");
        });
    runSteps(1);

    assertThat(done).contains("step");
    assertThat(said())
        .containsExactly(
            "hostshift error: going on after a failure (number 1): "
                + "java.lang.IllegalStateException: broken");
  }

  @Test
  void shouldSayAFailureThatRepeatsAtTheFirstTenthAndHundredthTime() {
    for (int i = 0; i < 100; i++) {
      duty.order(
          () -> {
            throw new IllegalStateException("broken");
          });
    }
    runSteps(1);

    assertThat(said()).hasSize(3).last().asString().contains("(number 100)");
  }

  @Test
  void shouldGoOnAfterTheApplicationHasUsedUpTheHeap() {
    duty.order(
        () -> {
          throw new OutOfMemoryError("as told");
        });
    runSteps(1);

    assertThat(done).contains("step");
  }

  @Test
  void shouldSayThatAnOrderWasNotDoneInTime() {
    assertThat(duty.orderAndWait(() -> done.add("order"), 0)).isFalse();
  }

  @Test
  void shouldWaitUntilAnOrderIsDone() throws InterruptedException {
    Thread runner = new Thread(() -> duty.run(() -> Long.MAX_VALUE));
    runner.start();

    assertThat(duty.orderAndWait(() -> done.add("order"), 20)).isTrue();
    assertThat(done).containsExactly("order");
    assertThat(duty.stop(20)).isTrue();
    runner.join();
  }

  /** What a JVM does that has no memory left, at any place. */
  @Test
  void shouldGoOnWhereNotEvenAFailureCanBeSaid() {
    Duty without = new Duty(() -> 0, MuteLog.create());
    without.order(
        () -> {
          throw new OutOfMemoryError("played");
        });
    without.run(
        () -> {
          done.add("step");
          without.order(() -> assertThat(without.stop(0)).isFalse());
          return 0;
        });

    assertThat(done).isNotEmpty();
  }

  /** As an application does that interrupts all threads of the process when it ends. */
  @Test
  void shouldGoOnWhereSomebodyElseInterruptsIt() {
    duty.order(() -> Thread.currentThread().interrupt());
    runSteps(2);

    assertThat(done).hasSizeGreaterThanOrEqualTo(2);
  }
}
