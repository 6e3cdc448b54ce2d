package io.hostshift.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostFeaturesTest {
  private static final HostProfile ALL = host("00000003-0-00000020-0-0-0-0");
  private static final HostProfile WITHOUT_AVX2 = host("00000003-0-00000000-0-0-0-0");
  private static final HostProfile WITHOUT_BOTH = host("00000001-0-00000000-0-0-0-0");

  private final LostFeatures features = new LostFeatures();

  private static HostProfile host(String value) {
    return HostProfile.EMPTY.with(
        List.of(new Identifier("cpuid.features", value, Scope.MODEL)), null, 1);
  }

  @Test
  void shouldTellOnceWhatIsGone() {
    features.step(ALL);

    assertThat(features.step(WITHOUT_AVX2)).containsExactly("avx2");
    assertThat(features.step(WITHOUT_AVX2)).isEmpty();
  }

  @Test
  void shouldNotTellAgainOnAFurtherMoveToSuchAHost() {
    features.step(ALL);
    features.step(WITHOUT_AVX2);
    features.step(ALL);

    assertThat(features.step(host("00000003-0-00000000-0-0-0-0"))).isEmpty();
  }

  @Test
  void shouldTellWhatIsGoneBeyondThat() {
    features.step(ALL);
    features.step(WITHOUT_AVX2);

    assertThat(features.step(WITHOUT_BOTH)).containsExactly("pclmulqdq");
    assertThat(features.at(WITHOUT_BOTH)).containsExactly("pclmulqdq", "avx2");
  }

  @Test
  void shouldTellNothingOfTheStart() {
    assertThat(features.step(WITHOUT_BOTH)).isEmpty();
    assertThat(features.step(ALL)).isEmpty();
    assertThat(features.at(WITHOUT_BOTH)).isEmpty();
  }

  @Test
  void shouldTellNothingWhereNoFeaturesAreShown() {
    features.step(ALL);

    assertThat(features.step(HostProfile.EMPTY)).isEmpty();
  }
}
