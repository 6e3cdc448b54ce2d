package io.hostshift.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.ReadState;
import java.io.File;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the kernel's that stay open between two polls; played by some that are rewritten. */
class PolledFileTest {
  @TempDir Path temp;

  private final List<RandomAccessFile> opened = new ArrayList<>();
  private Path path;
  private GuestFile file;

  @BeforeEach
  void prepare() throws Exception {
    path = Files.writeString(temp.resolve("count"), "1\n");
    file = below("/").polled(path.toString(), 100);
  }

  private GuestFiles below(String root) {
    return new GuestFiles(
        new File(root),
        file -> {
          opened.add(Opener.JAVA_IO.open(file));
          return opened.get(opened.size() - 1);
        });
  }

  @Test
  void shouldReadWhatIsNewFromTheFileThatStaysOpen() throws Exception {
    for (int i = 1; i < 10; i++) {
      Files.writeString(path, i + "\n");
      assertThat(file.refresh()).isTrue();
      assertThat(file.text()).isEqualTo(String.valueOf(i));
      assertThat(file.refresh()).isFalse();
    }
    assertThat(opened).hasSize(1);
  }

  /** As that of a control group or an interrupt that is gone: each read of it is an error. */
  @Test
  void shouldOpenItAnewWhereTheOpenOneCannotBeRead() throws Exception {
    file.refresh();
    opened.get(0).close();
    Files.writeString(path, "2\n");

    assertThat(file.refresh()).isTrue();
    assertThat(file.text()).isEqualTo("2");
    assertThat(opened).hasSize(2);
  }

  @Test
  void shouldOpenItAnewWhereTheOpenOneIsEmpty() throws Exception {
    file.refresh();
    Files.writeString(path, "");

    assertThat(file.refresh()).isTrue();
    assertThat(file.text()).isEmpty();
    assertThat(opened).hasSize(2);
  }

  @Test
  void shouldSayThatItIsGone() throws Exception {
    file.refresh();
    opened.get(0).close();
    Files.delete(path);

    assertThat(file.refresh()).isTrue();
    assertThat(file.state()).isEqualTo(ReadState.ABSENT);
  }

  @Test
  void shouldSeeWithinSixtyFourReadsWhatWasPutInItsPlace() throws Exception {
    file.refresh();
    Path other = Files.writeString(temp.resolve("other"), "2\n");
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);

    int reads = 1;
    while (!file.refresh()) {
      reads++;
      assertThat(reads).isLessThan(100);
    }

    assertThat(reads).isEqualTo(64);
    assertThat(file.text()).isEqualTo("2");
  }

  @Test
  void shouldCloseItAndOpenItForTheNextRead() throws Exception {
    file.refresh();

    file.close();
    file.close();

    assertThat(opened.get(0).getFD().valid()).isFalse();
    assertThat(file.refresh()).isFalse();
    assertThat(opened).hasSize(2);
    file.close();
    assertThat(opened.get(1).getFD().valid()).isFalse();
  }

  @Test
  void shouldOpenItAtEachReadInATreeThatWasCopied() throws Exception {
    GuestFile copied = below(temp.toString()).polled("count", 100);

    copied.refresh();
    copied.refresh();

    assertThat(opened).hasSize(2);
    assertThat(opened.get(1).getFD().valid()).isFalse();
  }
}
