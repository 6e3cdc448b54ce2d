package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeputyTest {
  private final Deputy deputy = Deputy.start();

  @AfterEach
  void stop() {
    deputy.stop();
  }

  private Thread caller(Likeness likeness) throws IOException {
    AtomicReference<Thread> caller = new AtomicReference<>();
    assertThat(deputy.call(likeness, () -> caller.set(Thread.currentThread())).over()).isTrue();
    return caller.get();
  }

  private static void hang() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  @Test
  void shouldCallOnADaemonOfTheApplicationsGroup() throws Exception {
    AtomicReference<ThreadGroup> group = new AtomicReference<>();
    AtomicReference<ClassLoader> context = new AtomicReference<>();
    deputy.call(
        Likeness.ofTheApplication(),
        () -> {
          group.set(Thread.currentThread().getThreadGroup());
          context.set(Thread.currentThread().getContextClassLoader());
        });

    assertThat(group.get().getName()).isEqualTo("main");
    assertThat(context.get()).isSameAs(ClassLoader.getSystemClassLoader());
    assertThat(caller(Likeness.ofTheApplication()).isDaemon()).isTrue();
  }

  @Test
  void shouldBeAsTheThreadThatItIsLike() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread like =
        new Thread(
            new ThreadGroup("theirs"),
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    like.start();
    AtomicReference<ThreadGroup> group = new AtomicReference<>();

    assertThat(caller(Likeness.ofTheApplication().of(like)).isDaemon()).isFalse();
    deputy.call(
        Likeness.ofTheApplication().of(like),
        () -> group.set(Thread.currentThread().getThreadGroup()));
    assertThat(group.get()).isSameAs(like.getThreadGroup());

    end.countDown();
    like.join();
    assertThat(caller(Likeness.ofTheApplication().of(like)).isDaemon()).isTrue();
  }

  @Test
  void shouldThrowWhatTheCallThrows() {
    assertThatThrownBy(
            () ->
                deputy.call(
                    Likeness.ofTheApplication(),
                    () -> {
                      throw new IOException("refused");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("refused");
    assertThatThrownBy(
            () ->
                deputy.call(
                    Likeness.ofTheApplication(),
                    () -> {
                      throw new StackOverflowError("deep");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("deep");
  }

  @Test
  void shouldBeginNoMoreWhileTwoHangAndEndThemWithItself() throws Exception {
    Underway first = deputy.call(Likeness.ofTheApplication(), DeputyTest::hang);
    assertThat(first.over()).isFalse();
    assertThat(first.hangs("it")).isEqualTo("it has not returned within 3 s");
    deputy.call(Likeness.ofTheApplication(), DeputyTest::hang);
    assertThatThrownBy(() -> deputy.call(Likeness.ofTheApplication(), () -> {}))
        .hasMessage("earlier calls of other pools have not returned");

    assertThat(deputy.stop()).isEmpty();
    assertThat(first.over()).isTrue();
    assertThat(LiveThreads.all())
        .extracting(Thread::getName)
        .doesNotContain("hostshift-deputy", "hostshift-pool");
    assertThatThrownBy(() -> deputy.call(Likeness.ofTheApplication(), () -> {}))
        .hasMessage("the agent ends");
  }

  @Test
  void shouldSayWhatDoesNotEnd() throws Exception {
    AtomicReference<Thread> stubborn = new AtomicReference<>();
    CountDownLatch end = new CountDownLatch(1);
    deputy.call(
        Likeness.ofTheApplication(),
        () -> {
          stubborn.set(Thread.currentThread());
          boolean ended = false;
          while (!ended) {
            try {
              end.await();
              ended = true;
            } catch (InterruptedException e) {
              ended = false;
            }
          }
        });

    assertThat(deputy.stop())
        .containsExactly(
            "a thread in a call of one of the application's pools; it ends once that returns");

    end.countDown();
    stubborn.get().join();
  }
}
