package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseLogTest {
  private final PauseLog log = new PauseLog();
  private long count = 100;
  private long nanos = 5_000;

  private void look(int collections, long each) {
    count += collections;
    nanos += collections * each;
    log.look(count, nanos);
  }

  @Test
  void shouldKnowNothingBeforeThereWereEnough() {
    look(1, 10);
    look(49, 10);
    for (int i = 0; i < 10; i++) {
      look(0, 0);
    }
    assertThat(log.latest(50)).isNull();
  }

  @Test
  void shouldTakeTheMedianOfTheLooks() {
    look(1, 10);
    for (int i = 1; i <= 5; i++) {
      look(10, 10 * i);
    }
    assertThat(log.latest(50).typical()).isEqualTo(30);
  }

  @Test
  void shouldNotBeMovedByOneLongCollection() {
    look(1, 10);
    for (int i = 1; i <= 5; i++) {
      look(10, i == 3 ? 100_000 : 10);
    }
    assertThat(log.latest(50).typical()).isEqualTo(10);
  }

  @Test
  void shouldTakeTheLatestOnly() {
    look(1, 10);
    for (int i = 0; i < 200; i++) {
      look(10, i < 150 ? 10 : 40);
    }
    assertThat(log.latest(50).typical()).isEqualTo(40);
  }

  @Test
  void shouldNeedManyLooksWhereCollectionsAreRare() {
    look(1, 10);
    for (int i = 0; i < 49; i++) {
      look(1, 10);
    }
    assertThat(log.latest(50)).isNull();
    look(1, 10);
    assertThat(log.latest(50).typical()).isEqualTo(10);
  }

  @Test
  void shouldBeginAnew() {
    look(1, 10);
    for (int i = 1; i <= 5; i++) {
      look(10, 10);
    }
    log.clear();
    assertThat(log.latest(50)).isNull();
    look(500, 99);
    for (int i = 1; i <= 5; i++) {
      look(10, 20);
    }
    assertThat(log.latest(50).typical()).isEqualTo(20);
  }

  @Test
  void shouldTellPausesThatAreLongerBeyondDoubt() {
    Pauses shorter = Pauses.of(10, 11, 12, 13, 40);
    assertThat(Pauses.of(14, 15, 16, 17, 5).areApartFrom(shorter)).isTrue();
    assertThat(Pauses.of(13, 13, 16, 17, 18).areApartFrom(shorter)).isFalse();
  }

  @Test
  void shouldKnowTheMeanOfAllLooks() {
    look(1, 10);
    look(10, 10);
    look(30, 20);
    assertThat(log.looks()).isEqualTo(2);
    assertThat(log.mean()).isEqualTo(17.5);
  }
}
