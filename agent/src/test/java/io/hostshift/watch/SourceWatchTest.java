package io.hostshift.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.host.HostProfile;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import org.junit.jupiter.api.Test;

class SourceWatchTest {
  private final FakeClock clock = new FakeClock();

  @Test
  void shouldSayHowLongTheLastReadTook() {
    Source slow =
        new Source() {
          @Override
          public Traits traits() {
            return Traits.named("slow");
          }

          @Override
          public boolean blocking() {
            return false;
          }

          @Override
          public Reading read(Reading last) {
            clock.advanceMillis(last == null ? 7 : 3);
            return Reading.absent("not there");
          }
        };
    SourceWatch watch = new SourceWatch(slow);

    watch.poll(HostProfile.EMPTY, clock);
    assertThat(watch.readNanos()).isEqualTo(7_000_000);
    watch.poll(HostProfile.EMPTY, clock);
    assertThat(watch.readNanos()).isEqualTo(3_000_000);
  }
}
