package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedBytesTest {
  @ParameterizedTest
  @CsvSource({"0, 10, 0", "10, 10, 10", "11, 10, 11", "100000, 10, 11", "20000, 20000, 20000"})
  void shouldReadNoMoreThanOneTooMany(int there, int most, int read) throws IOException {
    byte[] bytes = BoundedBytes.read(new ByteArrayInputStream(new byte[there]), most);

    assertThat(bytes).hasSize(read);
  }
}
