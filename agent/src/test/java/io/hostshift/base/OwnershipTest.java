package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {
  @TempDir Path temp;

  private Path file(String mode) throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  @Test
  void shouldBeAloneOfItsOwnerWhereNobodyElseMayDoAnything() throws IOException {
    Ownership found = Ownership.of(file("rw-------"));

    assertThat(found.isAloneOf(Ownership.self())).isTrue();
    assertThat(found.isAloneOf(Ownership.self() + 1)).isFalse();
    assertThat(found.isOpenToWrites()).isFalse();
    assertThat(found.mode()).isEqualTo("0600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw-r-----", "rw--w----", "rw---x---", "rw----r--", "rw-----w-", "rw------x"})
  void shouldNotBeAloneOfItsOwnerWhereOthersMayDoOneThing(String mode) throws IOException {
    assertThat(Ownership.of(file(mode)).isAloneOf(Ownership.self())).isFalse();
  }

  @Test
  void shouldBeOpenToWritesOfItsGroupOrOfAll() throws IOException {
    assertThat(Ownership.of(file("rw--w----")).isOpenToWrites()).isTrue();
    assertThat(Ownership.of(file("rw-----w-")).isOpenToWrites()).isTrue();
    assertThat(Ownership.of(file("rwxr-xr-x")).isOpenToWrites()).isFalse();
  }

  @Test
  void shouldBeStickyOnlyAsAFolder() throws IOException {
    Path file = file("rw-rw-rw-");
    Files.setAttribute(file, "unix:mode", 01666);
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Files.setAttribute(folder, "unix:mode", 01777);

    assertThat(Ownership.of(file)).returns(false, Ownership::isSticky);
    assertThat(Ownership.of(folder))
        .returns(true, Ownership::isSticky)
        .returns(true, Ownership::isFolder)
        .returns("1777", Ownership::mode);
  }

  @Test
  void shouldLookAtALinkItselfUnlessAskedForWhatIsBehind() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), file("rw-------"));

    assertThat(Ownership.of(link).isAloneOf(Ownership.self())).isFalse();
    assertThat(Ownership.behind(link).isAloneOf(Ownership.self())).isTrue();
  }

  @Test
  void shouldTellWhoseItIs() throws IOException {
    assumeTrue(Ownership.self() == 0, "only root may give files away");
    Path file = file("rw-------");
    Files.setAttribute(file, "unix:uid", 65534);

    assertThat(Ownership.of(file).owner()).isEqualTo(65534);
    assertThat(Ownership.of(file).isAloneOf(0)).isFalse();
  }

  @Test
  void shouldSayThatThereIsNothing() {
    assertThatThrownBy(() -> Ownership.of(temp.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
