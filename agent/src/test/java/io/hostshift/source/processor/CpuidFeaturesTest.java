package io.hostshift.source.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuidFeaturesTest {
  private static final String SKYLAKE =
      "fffa3203-1f8bfbff-d19f47ab-0000000c-bc000400-00000121-2c100800";

  private static String without(int word, long bits) {
    String[] words = SKYLAKE.split("-");
    words[word] = String.format("%08x", Long.parseLong(words[word], 16) & ~bits);
    return String.join("-", words);
  }

  @Test
  void shouldNameWhatIsGone() {
    assertThat(CpuidFeatures.lost(SKYLAKE, without(2, 1 << 5 | 1 << 16 | 1L << 31)))
        .containsExactly("avx2", "avx512f", "avx512vl");
  }

  @Test
  void shouldNameWhatIsGoneOfEachRegister() {
    assertThat(CpuidFeatures.lost(SKYLAKE, without(0, 1 << 28 | 1 << 20)))
        .containsExactly("sse4_2", "avx");
    assertThat(CpuidFeatures.lost(SKYLAKE, without(5, 1 << 5))).containsExactly("abm");
    assertThat(CpuidFeatures.lost(SKYLAKE, without(6, 1 << 27))).containsExactly("rdtscp");
  }

  @Test
  void shouldSayWhereABitWithoutANameIs() {
    assertThat(CpuidFeatures.lost(SKYLAKE, without(3, 1 << 2))).containsExactly("7.ecx:2");
  }

  @Test
  void shouldSayNothingOfWhatIsNew() {
    assertThat(CpuidFeatures.lost(without(2, 1 << 5), SKYLAKE)).isEmpty();
  }

  @Test
  void shouldSayNothingOfWhatCannotBeCompared() {
    assertThat(CpuidFeatures.lost(SKYLAKE, "fffa3203")).isEmpty();
    assertThat(CpuidFeatures.lost(SKYLAKE, SKYLAKE.replace("fffa3203", "xxxxxxxx"))).isEmpty();
  }
}
