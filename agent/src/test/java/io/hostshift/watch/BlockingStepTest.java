package io.hostshift.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.HostProfile;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BlockingStepTest {
  private static final long INTERVAL = 1000;

  private final AtomicLong clock = new AtomicLong();
  private final FakePacedSource source = new FakePacedSource("fake");
  private final BlockingWatch watch = new BlockingWatch(List.of(source), clock::get, INTERVAL);
  private final BlockingStep step = watch.steps().get(0);

  private HostProfile profile(List<Reading> readings) {
    HostProfile profile = HostProfile.EMPTY;
    for (Reading reading : readings) {
      profile = profile.with(reading.identifiers(), null, 0);
    }
    return profile;
  }

  @Test
  void shouldAnswerTheFirstReadingAsItIs() {
    assertThat(watch.sources()).isEmpty();
    assertThat(step.take(HostProfile.EMPTY)).isEqualTo(source.rest);

    assertThat(watch.hasAnswers()).isTrue();
    assertThat(watch.drain()).hasSize(1);
    assertThat(watch.hasAnswers()).isFalse();
    assertThat(watch.sources()).singleElement().extracting(SourceStatus::name).isEqualTo("fake");
  }

  @Test
  void shouldAnswerAChangeOnlyOnceASecondReadAgrees() {
    step.take(HostProfile.EMPTY);
    HostProfile profile = profile(watch.drain());
    source.says("b");

    assertThat(step.take(profile)).isEqualTo(HostWatcher.CONFIRM_NANOS);
    assertThat(watch.drain()).isEmpty();
    assertThat(step.take(profile)).isEqualTo(source.rest);
    assertThat(profile(watch.drain()).identifier("fake.host").value()).isEqualTo("b");
  }

  @Test
  void shouldReadASourceWithoutAPaceOfItsOwnAtTheInterval() {
    Source plain =
        new Source() {
          @Override
          public Traits traits() {
            return Traits.named("plain");
          }

          @Override
          public boolean blocking() {
            return true;
          }

          @Override
          public Reading read(Reading last) {
            return Reading.absent("not there");
          }
        };
    BlockingStep other = new BlockingWatch(List.of(plain), clock::get, INTERVAL).steps().get(0);

    assertThat(other.take(HostProfile.EMPTY)).isEqualTo(INTERVAL);
    assertThat(other.leastRestNanos()).isZero();
  }

  @Test
  void shouldLetAHintWaitForTheLeastRestSinceTheLastRead() {
    clock.set(100);
    step.take(HostProfile.EMPTY);

    assertThat(step.leastRestNanos()).isEqualTo(10);
    clock.set(104);
    assertThat(step.leastRestNanos()).isEqualTo(6);
    clock.set(500);
    assertThat(step.leastRestNanos()).isZero();
    step.hurry();
    assertThat(source.hurried).isTrue();
  }
}
