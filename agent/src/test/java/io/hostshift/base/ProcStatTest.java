package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcStatTest {
  @TempDir Path folder;

  private ProcStat of(String line) throws IOException {
    Files.writeString(folder.resolve("stat"), line);
    return ProcStat.of(folder.toFile());
  }

  @Test
  void shouldReadWhatStandsBehindAnyName() throws Exception {
    ProcStat stat =
        of("7 (a) S 1 (b) 2) S 1 2 3 4 5 6 7 8 9 10 700 30 13 14 15 16 17 18 4711 20\n");

    assertThat(stat.name()).isEqualTo("a) S 1 (b) 2");
    assertThat(stat.processorTicks()).isEqualTo(730);
    assertThat(stat.startTicks()).isEqualTo(4711);
  }

  @Test
  void shouldReadThisProcess() throws Exception {
    ProcStat stat = ProcStat.of(new File("/proc/self"));

    assertThat(stat.startTicks()).isPositive();
    assertThat(stat.processorTicks()).isPositive();
  }

  @Test
  void shouldSayThatALineIsCutOff() throws Exception {
    assertThatIOException().isThrownBy(() -> of("7 (java) S 1 2").startTicks());
    assertThatIOException().isThrownBy(() -> of("7 java S 1 2"));
    assertThatIOException().isThrownBy(() -> of("7 (java)"));
    assertThatIOException().isThrownBy(() -> of(""));
  }
}
