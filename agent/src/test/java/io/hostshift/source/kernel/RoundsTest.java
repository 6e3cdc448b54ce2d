package io.hostshift.source.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
      rounds.endsUntold(nanos(now));
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

  @Test
  void shouldSayOnceThatWhatHadBegunWasNoAnnouncement() {
    Rounds rounds = new Rounds();
    assertThat(rounds.add(0, nanos(1_000), 1)).isFalse();
    assertThat(rounds.undecided(nanos(1_500))).isTrue();
    assertThat(rounds.endsUntold(nanos(2_500))).isFalse();
    assertThat(rounds.undecided(nanos(2_500))).isFalse();

    assertThat(rounds.endsUntold(nanos(3_000))).isTrue();
    assertThat(rounds.endsUntold(nanos(3_000))).isFalse();
  }
}
