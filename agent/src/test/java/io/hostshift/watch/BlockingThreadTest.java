package io.hostshift.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Log;
import io.hostshift.base.MuteLog;
import io.hostshift.base.Threads;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingThreadTest {
  private static final long NEVER = TimeUnit.HOURS.toNanos(1);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(said, true), Log.Level.INFO);
  private final Semaphore reads = new Semaphore(0);
  private final Semaphore answers = new Semaphore(0);
  private final CountDownLatch hang = new CountDownLatch(1);
  private final List<BlockingThread> threads = new ArrayList<>();

  /** What a source does when it is read. */
  private interface Read {
    void run() throws InterruptedException;
  }

  private static Source source(String name, Read read) {
    return new Source() {
      @Override
      public Traits traits() {
        return Traits.named(name);
      }

      @Override
      public boolean blocking() {
        return true;
      }

      @Override
      public Reading read(Reading last) {
        try {
          read.run();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return Reading.of(
            Collections.singletonList(new Identifier(name + ".a", "b", Scope.INSTANCE)));
      }

      @Override
      public long restNanos(long intervalNanos) {
        return NEVER;
      }
    };
  }

  private BlockingWatch start(Source... sources) {
    return start(log, sources);
  }

  private BlockingWatch start(Log to, Source... sources) {
    HostWatcher watcher =
        new HostWatcher(
            List.of(),
            System::nanoTime,
            Clock.systemUTC(),
            0,
            Match.ANY,
            new HostHistory(1),
            new io.hostshift.watch.EventListener() {
              @Override
              public void changed(io.hostshift.watch.Event event) {}

              @Override
              public void settled(io.hostshift.watch.Event event) {}
            });
    BlockingWatch watch = new BlockingWatch(List.of(sources), System::nanoTime, NEVER);
    for (BlockingStep step : watch.steps()) {
      threads.add(BlockingThread.start(step, watcher, answers::release, to));
    }
    return watch;
  }

  private void assertRead() throws InterruptedException {
    assertThat(reads.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void stop() {
    threads.forEach(BlockingThread::stop);
    hang.countDown();
  }

  @Test
  void shouldNotDelayASourceWhileAnotherHangs() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    start(
        source(
            "hangs",
            () -> {
              hanging.countDown();
              hang.await();
            }),
        source("works", reads::release));

    assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
    assertRead();
    threads.get(1).hurry();
    assertRead();
  }

  @Test
  void shouldHaveSomebodyLookAtEachAnswer() throws Exception {
    start(source("works", reads::release));
    assertRead();

    assertThat(answers.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldReadSoonWhenHurried() throws Exception {
    start(source("works", reads::release));
    assertRead();
    assertThat(reads.tryAcquire()).isFalse();

    threads.get(0).hurry();
    assertRead();
  }

  @Test
  void shouldGoOnAfterASourceThatFails() throws Exception {
    Set<String> failures = new HashSet<>();
    start(
        source(
            "fails",
            () -> {
              reads.release();
              if (failures.add("an error")) {
                throw new NoClassDefFoundError("by the test");
              }
              throw new IllegalStateException("by the test");
            }));
    assertRead();
    threads.get(0).hurry();
    assertRead();
    threads.get(0).hurry();
    assertRead();

    assertThat(said.toString())
        .contains("the source fails failed and is read again later (number 1): ")
        .doesNotContain("(number 2)");
  }

  @Test
  void shouldReadOnWhereNotEvenAFailureCanBeSaid() throws Exception {
    start(
        MuteLog.create(),
        source(
            "fails",
            () -> {
              reads.release();
              throw new OutOfMemoryError("by the test");
            }));

    Threads.awaitAfterRest(Threads.running(threads.get(0).id()), reads, 3);
  }

  @Test
  void shouldReadOnWhereSomebodyElseInterruptsIt() throws Exception {
    start(source("works", reads::release));
    assertRead();
    Thread thread = Threads.running(threads.get(0).id());
    Threads.awaitState(thread, Thread.State.TIMED_WAITING);
    thread.interrupt();
    assertRead();
    threads.get(0).hurry();
    assertRead();

    assertThat(said.toString()).isEmpty();
  }

  @Test
  void shouldEndAThreadThatWaitsWhenStopped() throws Exception {
    start(source("works", reads::release));
    assertRead();
    Thread thread = Threads.running(threads.get(0).id());
    threads.get(0).stop();

    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(reads.tryAcquire()).isFalse();
  }
}
