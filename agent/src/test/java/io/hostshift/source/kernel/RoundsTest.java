package io.hostshift.source.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An announcement and changes of the link, seen by polls that come at any moment of them. */
class RoundsTest {
  /** QEMU's, as they were measured. */
  private static final long[] ANNOUNCEMENT = {0, 60, 215, 470, 820};

  private static final long CLOSE_POLL = 20;

  /** How often it is told, with polls a second apart of which one comes so long after the first. */
  private static int told(long[] interrupts, long interval, long firstPoll) {
    Rounds rounds = new Rounds();
    int told = 0;
    int seen = 0;
    long before = firstPoll - interval;
    long now = firstPoll;
    while (now < interrupts[interrupts.length - 1] + 2 * interval + 5_000) {
      int come = 0;
      while (seen + come < interrupts.length && interrupts[seen + come] <= now) {
        come++;
      }
      told += come == 0 && rounds.settles(nanos(now)) ? 1 : 0;
      rounds.endsUnanswered(nanos(now));
      if (come > 0 && rounds.add(nanos(before), nanos(now), come)) {
        told++;
      }
      seen += come;
      before = now;
      now += rounds.undecided(nanos(now)) ? CLOSE_POLL : interval;
    }
    return told;
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static long[] flaps(int times, long apart) {
    long[] all = new long[2 * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = i * apart;
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000})
  void shouldTellAnAnnouncementOnceWheneverThePollComes(long interval) {
    for (long first = 0; first < interval; first += 7) {
      assertThat(told(ANNOUNCEMENT, interval, first)).as("polled after %d ms", first).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 100, 250, 500, 1_000, 10_000})
  void shouldNotTakeTheLinkForOneThatGoesOffAndOnThreeTimesInFiveSeconds(long interval) {
    for (long first = 0; first < interval; first += 7) {
      assertThat(told(flaps(3, 833), interval, first)).as("after %d ms", first).isZero();
      assertThat(told(flaps(3, 500), interval, first)).as("after %d ms", first).isZero();
    }
  }

  @Test
  void shouldNotTakeOneChangeOfTheLinkForAnAnnouncementHoweverQuick() {
    for (long first = 0; first < 1_000; first += 7) {
      assertThat(told(flaps(1, 1), 1_000, first)).isZero();
    }
  }

  @Test
  void shouldTellTheNextAnnouncementAsWell() {
    long[] three = new long[15];
    for (int i = 0; i < three.length; i++) {
      three[i] = i / 5 * 12_000 + ANNOUNCEMENT[i % 5];
    }
    for (long first = 0; first < 1_000; first += 7) {
      assertThat(told(three, 1_000, first)).isEqualTo(3);
    }
  }

  /** Rounds wait for the guest's answer, which took as long where its processors were withheld. */
  @ParameterizedTest
  @ValueSource(longs = {50, 250, 500, 1_000})
  void shouldTellAnAnnouncementToWhichTheGuestIsSlowToAnswer(long interval) {
    long[][] slow = {
      {0, 300, 700, 1_300, 2_000},
      {0, 50, 900, 1_250, 1_700},
      {0, 500, 550, 1_400, 1_900},
      {0, 450, 900, 1_350, 1_900},
      {0, 900, 1_000, 1_100, 2_000},
    };
    for (long[] announcement : slow) {
      for (long first = 0; first < interval; first += 7) {
        assertThat(told(announcement, interval, first)).as("after %d ms", first).isEqualTo(1);
      }
    }
  }

  /**
   * Since the poll before, since the agent's start, how often: each of two devices, at one move.
   */
  @ParameterizedTest
  @CsvSource({
    "'1049 93879 2, 180 94060 1, 374 94550 1, 41 94658 1'",
    "'1049 93879 3, 374 94550 1, 41 94658 1'",
    "'1165 160730 2, 561 161292 2, 1061 162354 1'",
    "'1086 142696 3, 639 143336 1, 225 143561 1'",
    "'1099 252054 1, 440 252495 2, 958 253534 2'",
    "'1099 252054 2, 440 252495 1, 958 253534 2'",
  })
  void shouldTellWhatABusyGuestOnABusyHostSaw(String polls) {
    Rounds rounds = new Rounds();
    int told = 0;
    long last = 0;
    for (String poll : polls.split(", ")) {
      String[] numbers = poll.split(" ");
      long since = Long.parseLong(numbers[0]);
      last = Long.parseLong(numbers[1]);
      long rise = Long.parseLong(numbers[2]);
      told += rounds.settles(nanos(last - since)) ? 1 : 0;
      assertThat(rounds.endsUnanswered(nanos(last - since))).isFalse();
      told += rounds.add(nanos(last - since), nanos(last), rise) ? 1 : 0;
    }
    told += rounds.settles(nanos(last + 1_020)) ? 1 : 0;

    assertThat(told).isEqualTo(1);
    assertThat(rounds.endsUnanswered(nanos(last + 2_000))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 250, 500, 1_000})
  void shouldNotTakeALinkThatGoesOffAndOnAgainAndAgainForOneHoweverSlowly(long interval) {
    for (int times = 1; times <= 12; times++) {
      for (long apart = 500; apart <= 3_000; apart += 50) {
        for (long first = 0; first < interval; first += 47) {
          assertThat(told(flaps(times, apart), interval, first))
              .as("%d times, %d ms apart, after %d ms", times, apart, first)
              .isZero();
        }
      }
    }
  }

  @Test
  void shouldSayOnceThatWhatHadBegunWasNotAnswered() {
    Rounds rounds = new Rounds();
    assertThat(rounds.add(0, nanos(1_000), 1)).isFalse();
    assertThat(rounds.undecided(nanos(1_500))).isTrue();
    assertThat(rounds.endsUnanswered(nanos(2_500))).isFalse();
    assertThat(rounds.undecided(nanos(2_500))).isFalse();

    assertThat(rounds.endsUnanswered(nanos(3_000))).isTrue();
    assertThat(rounds.endsUnanswered(nanos(3_000))).isFalse();
  }

  /** A device that was down has heard one round: these have been answered. */
  @Test
  void shouldNotSayThatNothingAnsweredWhereMoreThanOneRoundCame() {
    Rounds rounds = new Rounds();
    rounds.add(0, nanos(1_000), 2);
    rounds.add(nanos(1_700), nanos(2_500), 2);

    assertThat(rounds.endsUnanswered(nanos(5_000))).isFalse();
  }
}
