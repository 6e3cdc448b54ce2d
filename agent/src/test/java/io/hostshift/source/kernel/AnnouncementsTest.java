package io.hostshift.source.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private final Announcements announcements = new Announcements();

  private static long at(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void shouldCountWhatIsRepeatedAsOne() {
    for (int second = 100; second < 130; second += 5) {
      announcements.at(at(second));
    }
    assertThat(announcements.count()).isEqualTo(1);

    announcements.at(at(135));
    assertThat(announcements.count()).isEqualTo(2);
  }

  /** An event settles 10 s after it was noticed, and what was announced lasts for one of them. */
  @Test
  void shouldCountAMoveThatFollowsAsSoonAsTheEventHasSettled() {
    announcements.at(at(100));
    announcements.at(at(101));
    announcements.at(at(110));

    assertThat(announcements.count()).isEqualTo(2);
  }

  @Test
  void shouldCountFromTheFirstMomentOn() {
    announcements.at(-at(1_000_000));

    assertThat(announcements.count()).isEqualTo(1);
  }

  @Test
  void shouldNotCountALinkThatMakesUpForAMoveOfWhichAnotherHasTold() {
    announcements.link(3, false, at(50));
    announcements.of(2, at(100));
    announcements.link(3, true, at(120));
    announcements.of(3, at(120));
    announcements.of(3, at(121));

    assertThat(announcements.count()).isEqualTo(1);
  }

  @Test
  void shouldCountALinkThatMakesUpForAMoveOfWhichNoneHasTold() {
    announcements.of(2, at(10));
    announcements.link(3, false, at(50));
    announcements.link(3, true, at(120));
    announcements.of(3, at(120));

    assertThat(announcements.count()).isEqualTo(2);
  }

  /** It was down before anybody listened. */
  @Test
  void shouldNotCountALinkThatWasAlwaysDownWhereAnotherHasTold() {
    announcements.of(2, at(100));
    announcements.link(3, true, at(120));
    announcements.of(3, at(121));

    assertThat(announcements.count()).isEqualTo(1);
  }

  @Test
  void shouldCountALinkThatHasBeenUpForAWhile() {
    announcements.link(3, false, at(50));
    announcements.of(2, at(60));
    announcements.link(3, true, at(61));
    announcements.of(3, at(90));

    assertThat(announcements.count()).isEqualTo(2);
  }

  @Test
  void shouldRememberNoMoreLinksThanThereMayBe() {
    for (int link = 0; link < 100_000; link++) {
      announcements.link(link, true, at(link));
    }
    announcements.of(7, at(200_000));

    assertThat(announcements.count()).isEqualTo(1);
  }
}
