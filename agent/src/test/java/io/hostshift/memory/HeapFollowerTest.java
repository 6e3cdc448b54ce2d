package io.hostshift.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a heap that is brought down is taken to need, and how often it is collected: played. */
class HeapFollowerTest {
  private static final long MIB = 1L << 20;
  private static final long USED = 100 * MIB;
  private static final long SIZE = 300 * MIB;

  private final AtomicInteger collections = new AtomicInteger();
  private final AtomicLong clock = new AtomicLong();
  private final BlockingQueue<Released> told = new ArrayBlockingQueue<>(1);
  private long alive;
  private Runnable meanwhile = () -> {};

  /** So many collections bring the heap down. */
  private int needed = 1;

  private HeapFollower follower = follower("UseG1GC");

  private HeapFollower follower(String collector) {
    FakeOptions options =
        FakeOptions.collector(collector)
            .manageable("MinHeapFreeRatio", "40")
            .manageable("MaxHeapFreeRatio", "70");
    HeapRelease release =
        new HeapRelease(
            options, 17, this::use, this::collect, collections::get, () -> true, clock::get);
    return new HeapFollower(release, this::use, () -> alive, told::add, clock::get);
  }

  private MemoryUse use() {
    long heap = (collections.get() < needed ? 700 : 200) * MIB;
    return new MemoryUse(USED, heap, 50 * MIB, heap + 80 * MIB);
  }

  private void collect() {
    meanwhile.run();
    collections.incrementAndGet();
  }

  private Released broughtDown() throws InterruptedException {
    follower.bringDownTo(SIZE, false);
    return told.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldTakeItToNeedWhatTheCollectorHasFoundAlive() throws Exception {
    alive = USED / 4;

    assertThat(broughtDown().collections()).isEqualTo(1);

    assertThat(follower.live()).isEqualTo(USED / 4);
  }

  @Test
  void shouldTakeItToNeedWhatIsInUseWhereTheCollectorTellsNothing() throws Exception {
    assertThat(broughtDown().collections()).isEqualTo(1);

    assertThat(follower.live()).isEqualTo(USED);
  }

  /** Parts that were collected at different times may tell of more than there is. */
  @Test
  void shouldNeverTakeItToNeedMoreThanIsInUse() throws Exception {
    alive = 3 * USED;

    assertThat(broughtDown().collections()).isEqualTo(1);

    assertThat(follower.live()).isEqualTo(USED);
  }

  /** One that collects beside the application counts what was allocated meanwhile. */
  @Test
  void shouldTakeItToNeedLessWhereALaterCollectionFindsLess() throws Exception {
    alive = USED / 2;
    broughtDown();
    alive = USED / 4;
    follower.lookAgain(SIZE);
    alive = USED / 2;
    follower.lookAgain(SIZE);

    assertThat(follower.live()).isEqualTo(USED / 4);
  }

  /** The memory may come back while it collects: what the heap holds then is no longer needed. */
  @Test
  void shouldForgetThatOnceTheHeapIsLetGo() throws Exception {
    meanwhile = follower::stop;

    assertThat(broughtDown().collections()).isEqualTo(1);

    assertThat(follower.live()).isZero();
  }

  /** Serial needs three, and the heap grows again: one is left for that, and none after it. */
  @Test
  void shouldCollectNoMoreThanFourTimesForOneChange() throws Exception {
    follower = follower("UseSerialGC");
    needed = 3;
    assertThat(broughtDown().collections()).isEqualTo(3);

    needed = Integer.MAX_VALUE;
    assertThat(again().collections()).isEqualTo(1);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(9));
    follower.lookAgain(700 * MIB);

    assertThat(told.poll(1, TimeUnit.SECONDS)).isNull();
    assertThat(collections).hasValue(4);
  }

  private Released again() throws InterruptedException {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(9));
    Released released = null;
    for (int i = 0; i < 300 && released == null; i++) {
      // The thread of the attempt before may have yet to end.
      follower.lookAgain(700 * MIB);
      released = told.poll(100, TimeUnit.MILLISECONDS);
    }
    return released;
  }
}
