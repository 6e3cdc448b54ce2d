package io.hostshift.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeldomIfAbsentTest {
  private int reads;
  private Reading answer = Reading.absent("not there");

  private final SeldomIfAbsent source =
      new SeldomIfAbsent(
          new Source() {
            @Override
            public String name() {
              return "fake";
            }

            @Override
            public boolean blocking() {
              return false;
            }

            @Override
            public Reading read(Reading last) {
              reads++;
              return answer;
            }
          });

  private Reading poll(int times, Reading from) {
    Reading last = from;
    for (int i = 0; i < times; i++) {
      last = source.read(last);
    }
    return last;
  }

  @Test
  void shouldLookForWhatIsAbsentAtEach64thPoll() {
    poll(129, null);

    assertThat(reads).isEqualTo(3);
  }

  @Test
  void shouldReadWhatIsThereAtEachPoll() {
    Reading absent = poll(1, null);
    answer = Reading.of(List.of());
    Reading found = poll(64, absent);

    poll(10, found);

    assertThat(found).isSameAs(answer);
    assertThat(reads).isEqualTo(12);
  }
}
