package io.hostshift.instrument.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StaleConstantsTest {
  private int number = 3;
  private final StaleConstants stale = new StaleConstants(() -> number);

  private static Hooked hooked(String name) {
    Hooked hooked = new Hooked(name);
    hooked.addField("SIZE");
    hooked.addReference();
    return hooked;
  }

  @Test
  void shouldNameWhatAClassHasKeptThatRanBeforeItWasHooked() {
    stale.add(hooked("a/Early"), true);

    assertThat(stale.list())
        .containsExactly("a.Early.SIZE", "a.Early: method references and handles made before");
  }

  @Test
  void shouldNotNameAClassThatWasHookedBeforeItRan() {
    stale.add(hooked("a/Late"), false);

    assertThat(stale.list()).isEmpty();
  }

  @Test
  void shouldNameItsFieldsOnceTheNumberIsAnotherOne() {
    stale.add(hooked("a/Late"), false);
    number = 5;

    assertThat(stale.list()).containsExactly("a.Late.SIZE");
  }

  @Test
  void shouldNameItNoMoreWhenTheNumberIsBack() {
    stale.add(hooked("a/Early"), true);
    number = 0;

    assertThat(stale.list()).isEmpty();
  }

  @Test
  void shouldNotGrowWithoutEnd() {
    for (int i = 0; i < 5000; i++) {
      stale.add(hooked("a/Generated" + i), true);
    }

    assertThat(stale.list()).hasSizeLessThanOrEqualTo(1000);
  }
}
