package io.hostshift.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongRunTest {
  private static final int STEPS = 100_000;

  private final DisturbedVm vm = new DisturbedVm(20261123, 20);

  private void step() {
    vm.disturb();
    vm.bench().poll();
    vm.bench().clock().advanceNanos(Math.min(vm.bench().nextStepNanos(), 1_000_000_000L));
  }

  @Test
  void shouldReportNothingInALongDisturbedRunOnOneHost() {
    for (int i = 0; i < STEPS; i++) {
      step();
    }

    assertThat(vm.bench().heard().changed()).isEmpty();
  }

  @Test
  void shouldReportEachMoveOfALongDisturbedRunOnce() {
    int moves = 0;
    for (int i = 0; i < STEPS; i++) {
      if (i % 1_000 == 500) {
        moves++;
        vm.move(moves);
      }
      step();
    }

    assertThat(vm.bench().heard().settled()).hasSize(moves);
    assertThat(vm.bench().heard().settled()).allMatch(event -> event.changes().size() == 2);
  }
}
