package io.hostshift.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedDigestTest {
  private static HostProfile showing(String value) {
    return HostProfile.EMPTY.with(
        List.of(new Identifier("dmi.product_uuid", value, Scope.VM)), null, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "1-2, 1-3, 1",
    "1-2, 1-2, 0",
    "hmac-sha256:aa:01, hmac-sha256:aa:02, 1",
    "hmac-sha256:aa:01, hmac-sha256:aa:01, 0",
    "hmac-sha256:aa:01, hmac-sha256:bb:02, 0",
    "1-2, hmac-sha256:aa:01, 0",
    "hmac-sha256:aa:01, 1-2, 0"
  })
  void shouldCompareOnlyWhatWasMadeAlike(String before, String after, int changes) {
    assertThat(showing(before).changesTo(showing(after))).hasSize(changes);
  }
}
