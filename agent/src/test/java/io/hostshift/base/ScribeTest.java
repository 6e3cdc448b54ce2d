package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScribeTest {
  private static final long MILLIS = 20_000;

  private final List<String> written = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch read = new CountDownLatch(1);
  private final AtomicLong now = new AtomicLong();

  private Scribe scribe(Scribe.Pen pen) {
    return new Scribe("hostshift-test", "the pipe", "line", now::get, pen);
  }

  /** As a pipe that nobody reads until the test does. */
  private void hangOnce(String text) {
    try {
      read.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    written.add(text);
  }

  @AfterEach
  void letGo() {
    read.countDown();
  }

  @Test
  void shouldWriteInOrder() {
    Scribe scribe = scribe(written::add);
    for (int i = 0; i < 500; i++) {
      assertThat(scribe.write("line " + i)).isTrue();
    }

    assertThat(scribe.flush(MILLIS)).isTrue();
    assertThat(written).hasSize(500).startsWith("line 0", "line 1").endsWith("line 499");
  }

  @Test
  void shouldKeepNobodyWaitingForAPlaceThatHangs() {
    Scribe scribe = scribe(this::hangOnce);

    assertThat(scribe.write("first")).isTrue();
    assertThat(scribe.write("second")).isTrue();

    assertThat(scribe.flush(10)).isFalse();
    read.countDown();
    assertThat(scribe.flush(MILLIS)).isTrue();
    assertThat(written).containsExactly("first", "second");
  }

  @Test
  void shouldKeepTheOldestThousandAndCountTheOthers() {
    Scribe scribe = scribe(this::hangOnce).gap(missing -> missing + " missing");
    scribe.write("taken");
    awaitWriting(scribe);
    for (int i = 0; i < Scribe.MOST_WAITING + 12; i++) {
      scribe.write("line " + i);
    }

    assertThat(scribe.dropped()).isEqualTo(12);
    read.countDown();
    assertThat(scribe.flush(MILLIS)).isTrue();
    assertThat(written)
        .hasSize(Scribe.MOST_WAITING + 2)
        .startsWith("taken", "line 0")
        .endsWith("line " + (Scribe.MOST_WAITING - 1), "12 missing");
  }

  @Test
  void shouldKeepNoMoreThanAMillionCharacters() {
    Scribe scribe = scribe(this::hangOnce);
    scribe.write("taken");
    awaitWriting(scribe);
    String long1 = "x".repeat(Scribe.MOST_CHARACTERS / 2);

    assertThat(scribe.write(long1)).isTrue();
    assertThat(scribe.write(long1)).isTrue();
    assertThat(scribe.write("y")).isFalse();
    assertThat(scribe.dropped()).isEqualTo(1);
  }

  @Test
  void shouldSayHowLongAPlaceHasTakenNothing() {
    Scribe scribe = scribe(this::hangOnce);
    assertThat(scribe.trouble()).isNull();
    scribe.write("first");
    awaitWriting(scribe);
    scribe.write("second");
    assertThat(scribe.trouble()).isNull();

    now.addAndGet(TimeUnit.SECONDS.toNanos(7));

    assertThat(scribe.trouble()).isEqualTo("the pipe has taken nothing for 7 s: 2 lines wait");
  }

  @Test
  void shouldGoOnAfterAFailure() {
    Scribe scribe =
        scribe(
            text -> {
              if (text.equals("bad")) {
                throw new IllegalStateException("played");
              }
              written.add(text);
            });
    scribe.write("bad");
    scribe.write("good");

    assertThat(scribe.flush(MILLIS)).isTrue();
    assertThat(written).containsExactly("good");
    assertThat(scribe.trouble()).isEqualTo("1 line was not said, as the pipe took nothing in time");
  }

  @Test
  void shouldEndItsThreadWithAllWritten() {
    Scribe scribe = scribe(written::add);
    scribe.write("last");

    assertThat(scribe.end(MILLIS)).isTrue();
    assertThat(written).containsExactly("last");
    assertThat(scribe.write("too late")).isFalse();
  }

  @Test
  void shouldSayThatItsThreadStaysWhereThePlaceHangs() {
    Scribe scribe = scribe(this::hangOnce);
    scribe.write("last");

    assertThat(scribe.end(10)).isFalse();
    assertThat(scribe.remains()).startsWith("a thread that waits for the pipe");
  }

  @Test
  void shouldHoldBackUntilItsMoment() {
    Scribe scribe = scribe(written::add);
    scribe.hold(TimeUnit.SECONDS.toNanos(5));
    scribe.write("held");
    assertThat(scribe.flush(50)).isFalse();
    assertThat(written).isEmpty();

    now.set(TimeUnit.SECONDS.toNanos(5));
    scribe.write("next");

    assertThat(scribe.flush(MILLIS)).isTrue();
    assertThat(written).containsExactly("held", "next");
  }

  private void awaitWriting(Scribe scribe) {
    Eventually.holds("it writes", scribe::writes);
  }
}
