package io.hostshift.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LooksTest {
  private final Looks looks = new Looks();

  /** The numbers of those reads that look. */
  private List<Integer> looking(int reads, int n) {
    List<Integer> looking = new ArrayList<>();
    for (int read = 0; read < reads; read++) {
      if (looks.due()) {
        looks.next(n);
        looking.add(read);
      }
    }
    return looking;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16, 64})
  void shouldLookAtTheFirstReadAndThenAtExactlyEachNth(int n) {
    assertThat(looking(2 * n + 1, n)).containsExactly(0, n, 2 * n);
  }

  @Test
  void shouldLookAtTheVeryNextReadWhereADifferenceIsToBeConfirmed() {
    looking(1, 64);
    looks.next(1);

    assertThat(looks.due()).isTrue();
  }

  @Test
  void shouldGoOnLookingUntilItIsSaidWhenTheNextIs() {
    assertThat(looks.due()).isTrue();
    assertThat(looks.due()).isTrue();
  }
}
