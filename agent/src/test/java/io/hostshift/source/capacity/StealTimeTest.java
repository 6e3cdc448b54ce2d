package io.hostshift.source.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.file.GuestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StealTimeTest {
  @TempDir private Path root;

  private StealTime of(String stat) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/stat"), stat);
    return new StealTime(new GuestFiles(root.toFile()));
  }

  @Test
  void shouldReadWhatWasStolenOfAllTime() throws IOException {
    StealTime time = of("cpu  100 2 30 4000 5 6 7 88 9 1\ncpu0 1 1 1 1 1 1 1 1 1 1\n");

    assertThat(time.read()).isTrue();
    assertThat(time.stolen()).isEqualTo(88);
    assertThat(time.total()).isEqualTo(100 + 2 + 30 + 4000 + 5 + 6 + 7 + 88);
  }

  @Test
  void shouldNotReadALineThatIsCutOff() throws IOException {
    assertThat(of("cpu  100 2 30 4000 5 6 7 88").read()).isFalse();
  }

  @Test
  void shouldNotReadAKernelWithoutSuchAColumn() throws IOException {
    assertThat(of("cpu  100 2 30 4000 5 6 7\ncpu0 1 1 1 1 1 1 1\n").read()).isFalse();
  }

  @Test
  void shouldKeepWhatItHasReadWhereTheFileGoes() throws IOException {
    StealTime time = of("cpu  100 2 30 4000 5 6 7 88 9 1\n");
    time.read();
    Files.delete(root.resolve("proc/stat"));

    assertThat(time.read()).isFalse();
    assertThat(time.stolen()).isEqualTo(88);
  }

  @Test
  void shouldReadThisMachine() {
    StealTime time = new StealTime(new GuestFiles(new java.io.File("/")));

    assertThat(time.read()).isTrue();
    assertThat(time.total()).isGreaterThan(time.stolen());
  }
}
