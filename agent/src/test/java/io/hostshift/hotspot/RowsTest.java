package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hostshift.base.UnavailableException;
import org.junit.jupiter.api.Test;

class RowsTest {
  private final FakeMemory fake = new FakeMemory(4096);

  private Rows rows(int stride) {
    return new Rows(new ConstantMemory(fake), "gTable", FakeMemory.START, stride, 8);
  }

  @Test
  void shouldEndAtTheRowWithoutAName() throws Exception {
    fake.content.putLong(8, 1).putLong(24, 2);
    Rows rows = rows(16);
    assertThat(rows.next()).isTrue();
    assertThat(rows.next()).isTrue();
    assertThat(rows.nameAddress()).isEqualTo(2);
    assertThat(rows.row()).isEqualTo(FakeMemory.START + 16);
    assertThat(rows.next()).isFalse();
  }

  @Test
  void shouldRefuseATableWithoutEnd() {
    fake.content.putLong(8, 1);
    Rows rows = rows(0);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () -> {
              while (rows.next()) {
                assertThat(rows.nameAddress()).isEqualTo(1);
              }
            })
        .withMessage("gTable does not end");
  }
}
