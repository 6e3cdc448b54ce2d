package io.hostshift.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Log;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  private static final Notice MOVE =
      new NoticeBuilder("azure", "1")
          .kind(NoticeKind.MIGRATION)
          .limit(9_000_000_000_000L)
          .expectUntil(9_000_000_000_000L)
          .build();

  @TempDir private File folder;

  private final AtomicInteger collected = new AtomicInteger();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), Log.Level.INFO);

  private Preparation.Release heap(long expectedMillis) {
    return new Preparation.Release() {
      @Override
      public long expectedMillis() {
        return expectedMillis;
      }

      @Override
      public String release() {
        collected.incrementAndGet();
        return "collected";
      }
    };
  }

  private Preparation preparation(long expectedMillis, GuestLock turn) {
    return new Preparation(heap(expectedMillis), true, turn, () -> false, System::nanoTime, log);
  }

  @Test
  void shouldCollectOnAThreadOfItsOwnAndSaySo() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    preparation(10, null).begin(MOVE, 60_000, done::countDown);

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(collected).hasValue(1);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("hostshift collected before a migration\n");
  }

  @Test
  void shouldNotCollectWhereTwiceTheLastCollectionWouldOutlastTheNotice() {
    assertThat(preparation(30_001, null).prepare(60_000))
        .startsWith("nothing is collected: a collection may take 30001 ms, and there are ");
    assertThat(preparation(29_000, null).prepare(60_000)).isEqualTo("collected");
    assertThat(collected).hasValue(1);
  }

  @Test
  void shouldNotCollectWhereNothingMayBeChanged() {
    Preparation forbidden = new Preparation(heap(1), true, null, () -> true, System::nanoTime, log);

    assertThat(forbidden.prepare(60_000)).startsWith("nothing is collected");
    assertThat(collected).hasValue(0);
  }

  @Test
  void shouldWaitForItsTurnAndNotLongerThanTheNotice() throws IOException {
    GuestFolder guest = GuestFolders.below(folder);
    try (GuestLock other = guest.lock("turn")) {
      assertThat(other.take()).isTrue();
      assertThat(preparation(100, guest.lock("turn")).prepare(400))
          .startsWith("nothing is collected: a collection may take 100 ms");
      other.close();

      assertThat(preparation(100, guest.lock("turn")).prepare(60_000)).isEqualTo("collected");
      assertThat(other.take()).isTrue();
    }
  }

  @Test
  void shouldBePreparedForSoonBeforeTheMoveOrBeforeAnAnswer() {
    Preparation listening =
        new Preparation(heap(1), false, null, () -> false, System::nanoTime, log);
    Preparation answering = preparation(1, null);

    assertThat(listening.isDue(MOVE, 900_000)).isFalse();
    assertThat(listening.isDue(MOVE, 60_000)).isTrue();
    assertThat(answering.isDue(MOVE, 900_000)).isTrue();
    assertThat(answering.isDue(MOVE.but().phase(Phase.STARTED).build(), 0)).isFalse();
    assertThat(answering.isDue(MOVE.but().kind(NoticeKind.END).build(), 0)).isFalse();
    assertThat(answering.isDue(MOVE.but().expectUntil(0).build(), 0)).isFalse();
  }

  @Test
  void shouldPrepareNothingUnlessItIsConfigured() {
    Preparation none = new Preparation(null, true, null, () -> false, System::nanoTime, log);

    assertThat(none.isDue(MOVE, 0)).isFalse();
    assertThat(none.delays(MOVE)).isFalse();
  }
}
