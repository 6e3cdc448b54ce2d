package io.hostshift.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
  @TempDir Path parent;

  @Test
  void shouldBeOursAlone() throws IOException {
    try (PrivateFolder folder = create(new ByteArrayInputStream(new byte[] {1, 2}))) {
      assertThat(Path.of(folder.file())).hasBinaryContent(new byte[] {1, 2});
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(Path.of(folder.folder()))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void shouldBeAnotherOneEachTime() throws IOException {
    try (PrivateFolder one = create(new ByteArrayInputStream(new byte[1]));
        PrivateFolder two = create(new ByteArrayInputStream(new byte[1]))) {
      assertThat(one.folder()).isNotEqualTo(two.folder());
    }
  }

  @Test
  void shouldNotTakeAFolderThatIsThere() throws IOException {
    Path planted = PrivateFolder.newFolder(parent, 7);
    Files.createSymbolicLink(parent.resolve("hostshift-9"), planted);

    assertThat(PrivateFolder.newFolder(parent, 7)).isEqualTo(parent.resolve("hostshift-a"));
    assertThat(planted).isEqualTo(parent.resolve("hostshift-8"));
  }

  @Test
  void shouldGiveUpWhereAllItsNamesAreTaken() throws IOException {
    for (int i = 1; i <= 100; i++) {
      PrivateFolder.newFolder(parent, 0);
    }

    assertThatThrownBy(() -> PrivateFolder.newFolder(parent, 0))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void shouldLeaveNothingBehind() throws IOException {
    create(new ByteArrayInputStream(new byte[1])).close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void shouldLeaveNothingBehindWhenTheFileCannotBeWritten() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("full");
          }
        };

    assertThatThrownBy(() -> create(broken)).hasMessage("full");
    assertThat(parent).isEmptyDirectory();
  }

  /** Others could rename ours there, and have a library of theirs loaded. */
  @Test
  void shouldNotBeWhereOthersCouldPutAnotherInItsPlace() throws IOException {
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> create(new ByteArrayInputStream(new byte[1])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("others could put another file in its place");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void shouldBeInAStickyFolderOfAll() throws IOException {
    Files.setAttribute(parent, "unix:mode", 01777);

    create(new ByteArrayInputStream(new byte[1])).close();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void shouldTryTheTemporaryFolderFirst() {
    assertThat(PrivateFolder.candidates())
        .startsWith(new File(System.getProperty("java.io.tmpdir")))
        .doesNotHaveDuplicates();
  }

  private PrivateFolder create(InputStream content) throws IOException {
    return PrivateFolder.create(parent.toFile(), "library.so", content);
  }

  /** They could rename the folder that it is in. */
  @Test
  void shouldNotBeBelowAFolderThatOthersMayWriteTo() throws IOException {
    Path below = Files.createDirectory(parent.resolve("below"));
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(
            () -> PrivateFolder.create(below.toFile(), "x.so", InputStream.nullInputStream()))
        .hasMessage("in " + parent + " others could put another file in its place");
    assertThat(below).isEmptyDirectory();
  }

  /** Its owner may rename what is in it, sticky or not. */
  @Test
  void shouldNotBeInAStickyFolderOfAnotherUser() throws IOException {
    assumeTrue((Integer) Files.getAttribute(parent, "unix:uid") == 0, "only root gives them away");
    Files.setAttribute(parent, "unix:mode", 01777);
    Files.setAttribute(parent, "unix:uid", 65534);

    assertThatThrownBy(() -> create(new ByteArrayInputStream(new byte[1])))
        .hasMessageContaining("others could put another file in its place");
    assertThat(parent).isEmptyDirectory();
  }

  /** What the link leads to is looked at, and used: the link may be turned. */
  @Test
  void shouldNotGoThroughALinkASecondTime() throws IOException {
    Path real = Files.createDirectory(parent.resolve("real"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), real);

    try (PrivateFolder folder =
        PrivateFolder.create(link.toFile(), "x.so", InputStream.nullInputStream())) {
      assertThat(folder.file()).startsWith(real.toString());
    }
  }
}
