package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandTest {
  private final Errands errands = new Errands(System::nanoTime);
  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(1);

  private <T> Errand<T> errand(Supplier<T> look) {
    return errands.of("hostshift-test", "the file", look);
  }

  /** As at a file whose file system hangs until the test lets it go on. */
  private Integer hang() {
    int look = looks.incrementAndGet();
    try {
      answered.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return look;
  }

  @AfterEach
  void letGo() {
    answered.countDown();
  }

  @Test
  void shouldSeeWhatIsThereAtEachLook() {
    Errand<Integer> errand = errand(looks::incrementAndGet);

    for (int look = 1; look <= 100; look++) {
      assertThat(errand.ask()).isEqualTo(look);
    }
    assertThat(errands.troubles()).isEmpty();
    assertThat(errands.end()).isEmpty();
  }

  @Test
  void shouldKeepNobodyWaitingForALookThatHangs() {
    Errand<Integer> errand = errand(this::hang);
    assertThat(errand.ask()).isNull();
    long begin = System.nanoTime();

    for (int i = 0; i < 1000; i++) {
      assertThat(errand.ask()).isNull();
    }

    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
    assertThat(looks).hasValue(1);
  }

  @Test
  void shouldSayWhatHangs() {
    Errand<Integer> errand = errand(this::hang);
    errand.ask();
    Eventually.holds("the errand hangs", () -> errand.ask() == null && errand.hangs());

    assertThat(errands.troubles())
        .singleElement()
        .asString()
        .matches("the file has not answered for \\d+ s: its file system hangs");
    assertThat(errands.end())
        .containsExactly("a thread that waits for the file; it ends once that answers");
  }

  @Test
  void shouldSeeAgainOnceItAnswers() {
    Errand<Integer> errand = errand(this::hang);
    errand.ask();
    Eventually.holds("the errand hangs", () -> errand.ask() == null && errand.hangs());
    answered.countDown();

    Eventually.holds("the second answer", () -> Integer.valueOf(2).equals(errand.ask()));
    assertThat(errand.hangs()).isFalse();
    assertThat(errands.troubles()).isEmpty();
  }

  @Test
  void shouldTakeTheAnswerThatCameLate() {
    Errand<Integer> errand = errand(this::hang);
    assertThat(errand.ask()).isNull();
    answered.countDown();
    Eventually.holds("the first look is over", () -> looks.get() == 1 && !errand.hangs());

    Eventually.holds("an answer", () -> errand.ask() != null);
  }

  @Test
  void shouldThrowWhatTheLookThrows() {
    Errand<Integer> errand =
        errand(
            () -> {
              throw new IllegalStateException("look " + looks.incrementAndGet());
            });

    assertThatThrownBy(errand::ask).hasMessage("look 1");
    assertThatThrownBy(errand::ask).hasMessage("look 2");
  }

  @Test
  void shouldLookAgainAfterItsThreadHasEnded() {
    Errand<Integer> errand = errand(looks::incrementAndGet);
    errand.ask();
    Eventually.holds("its thread has ended", () -> Threads.named("hostshift-test").isEmpty());

    assertThat(errand.ask()).isEqualTo(2);
  }

  @Test
  void shouldLookWhereSomebodyElseInterruptsIt() {
    Errand<Integer> errand = errand(looks::incrementAndGet);
    errand.ask();
    Threads.named("hostshift-test").forEach(Thread::interrupt);

    assertThat(errand.ask()).isEqualTo(2);
  }
}
