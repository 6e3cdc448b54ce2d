package io.hostshift.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeldomTest {
  private final List<Integer> looks = new ArrayList<>();
  private int poll;
  private int readsPerLook = 4;
  private Reading answer = Reading.of(List.of());

  private final Source source = Seldom.of(new Fake(), true);

  private final class Fake implements Source {
    @Override
    public Traits traits() {
      return Traits.named("fake");
    }

    @Override
    public Reading read(Reading last) {
      looks.add(poll);
      return answer.orSame(last);
    }

    @Override
    public int readsPerLook(Reading last) {
      return last.state() == ReadState.ABSENT ? Source.super.readsPerLook(last) : readsPerLook;
    }
  }

  private Reading poll(int times, Reading from) {
    Reading last = from;
    for (int i = 0; i < times; i++) {
      poll++;
      last = source.read(last);
    }
    return last;
  }

  @Test
  void shouldLookForWhatIsAbsentAtEach64thPoll() {
    answer = Reading.absent("not there");

    poll(129, null);

    assertThat(looks).containsExactly(1, 65, 129);
  }

  @Test
  void shouldLookAsOftenAsTheSourceSays() {
    poll(10, null);

    assertThat(looks).containsExactly(1, 5, 9);
  }

  @Test
  void shouldLookAtEachPollWhereTheSourceSaysSo() {
    readsPerLook = 1;

    poll(3, null);

    assertThat(looks).containsExactly(1, 2, 3);
  }

  @Test
  void shouldConfirmADifferenceByASecondLookAtOnce() {
    Reading before = poll(1, null);
    answer = Reading.failed("by the test");

    poll(9, before);

    assertThat(looks).containsExactly(1, 5, 6, 10);
  }

  @Test
  void shouldGiveTheLastReadingBetweenTwoLooks() {
    Reading first = poll(1, null);
    answer = Reading.failed("by the test");

    assertThat(poll(3, first)).isSameAs(first);
    assertThat(poll(1, first)).isSameAs(answer);
  }

  @Test
  void shouldReadTheCopiedFilesOfAnotherMachineEachTime() {
    Fake bare = new Fake();

    assertThat(Seldom.of(bare, false)).isSameAs(bare);
  }
}
