package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFaultTest {
  @Test
  void shouldNeverBeAPathAlone() {
    assertThat(FileFault.words(new NoSuchFileException("/a"))).isEqualTo("/a is not there");
    assertThat(FileFault.words(new AccessDeniedException("/a")))
        .isEqualTo("/a may not be used by this user");
    assertThat(FileFault.words(new DirectoryNotEmptyException("/a")))
        .isEqualTo("/a: DirectoryNotEmptyException");
  }

  @Test
  void shouldBeTheSystemsWordsWhereItHasSome() {
    assertThat(FileFault.words(new FileSystemException("/a", null, "Is a directory")))
        .isEqualTo("/a: Is a directory");
    assertThat(FileFault.words(new IOException("no space left"))).isEqualTo("no space left");
    assertThat(FileFault.words(new IOException())).isEqualTo("IOException");
  }
}
