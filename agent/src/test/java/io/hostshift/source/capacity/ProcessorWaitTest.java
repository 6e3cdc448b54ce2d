package io.hostshift.source.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorWaitTest {
  @TempDir Path folder;

  private ProcessorWait of(String text) throws Exception {
    return ProcessorWait.open(Files.writeString(folder.resolve("schedstat"), text).toFile());
  }

  @Test
  void shouldReadTheSecondNumber() throws Exception {
    try (ProcessorWait wait = of("281935 75021 12\n")) {
      assertThat(wait.nanos()).isEqualTo(75_021);
    }
  }

  @Test
  void shouldReadItAgain() throws Exception {
    try (ProcessorWait wait = of("281935 75021 12\n")) {
      wait.nanos();
      of("281935 90000 12\n").close();

      assertThat(wait.nanos()).isEqualTo(90_000);
    }
  }

  @Test
  void shouldNotKnowItWhereThereIsNoSuchFile() {
    try (ProcessorWait wait = ProcessorWait.open(folder.resolve("none").toFile())) {
      assertThat(wait.nanos()).isEqualTo(-1);
    }
  }

  @Test
  void shouldNotKnowItWhereTheTextIsSomethingElse() throws Exception {
    try (ProcessorWait wait = of("nothing")) {
      assertThat(wait.nanos()).isEqualTo(-1);
    }
  }
}
