package io.hostshift.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is whatever the JVM's user writes. */
class ExchangeTest {
  private static final Path TMP = Path.of("/tmp");

  @TempDir Path folder;

  private Neighbour neighbour;
  private Exchange exchange;
  private Path made;
  private Path file;

  @BeforeEach
  void prepare() throws Exception {
    boolean root = Neighbour.weAreRoot();
    neighbour = root ? Neighbour.of(Neighbour.NOBODY) : Neighbour.own();
    exchange =
        Exchange.prepare(
            neighbour.process(), Patience.saying(ignored -> {}, TimeUnit.SECONDS.toNanos(10)));
    try (var folders = Files.newDirectoryStream(TMP, "hostshift-" + neighbour.pid() + "-*")) {
      made = folders.iterator().next();
    }
    file = made.resolve("answer");
  }

  @AfterEach
  void end() throws Exception {
    exchange.close();
    neighbour.close();
    if (Files.isSymbolicLink(made)) {
      Files.delete(made);
    }
  }

  @Test
  void shouldReadAnswersAsAnAgentGivesThem() throws IOException {
    Files.writeString(file, "data {\"a\":\"é\"}\ndata x\nend\n");

    assertThat(exchange.next()).isEqualTo("{\"a\":\"é\"}");
    assertThat(exchange.next()).isEqualTo("x");
    assertThat(exchange.next()).isNull();
    exchange.close();
    assertThat(made).doesNotExist();
  }

  @Test
  void shouldBelongToTheJvmsUserAlone() throws IOException {
    Object user = neighbour.process().user();

    assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(user);
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(user);
    assertThat((Integer) Files.getAttribute(made, "unix:mode") & 07777).isEqualTo(0700);
    assertThat((Integer) Files.getAttribute(file, "unix:mode") & 07777).isEqualTo(0600);
  }

  private void assertTooMuch() {
    assertThatThrownBy(() -> exchange.next())
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("is told more by JVM " + neighbour.pid());
  }

  /** Longer than an array can be, and takes no room on the disk. */
  @Test
  void shouldTakeNoLineOfTwoGigabytes() throws IOException {
    try (RandomAccessFile answer = new RandomAccessFile(file.toFile(), "rw")) {
      answer.setLength((1L << 31) + 10);
    }
    assertTooMuch();
  }

  @Test
  void shouldTakeNoMoreThanWasAskedFor() throws IOException {
    exchange.most(1 << 16);
    Files.writeString(file, "data x\n".repeat(1 << 15));
    assertThat(exchange.next()).isEqualTo("x");
    assertThatThrownBy(
            () -> {
              for (int i = 1; i < 1 << 15; i++) {
                exchange.next();
              }
            })
        .hasMessageContaining("is told more by JVM ");
  }

  @Test
  void shouldTakeNoMoreThan64MegabytesInAll() throws IOException {
    String line = "data " + "x".repeat(1 << 20) + "\n";
    Files.writeString(file, line.repeat(65));

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 65; i++) {
                exchange.next();
              }
            })
        .hasMessageContaining("is told more by JVM ");
  }

  @Test
  void shouldCutAReasonThatNobodyWouldRead() throws IOException {
    Files.writeString(file, "error " + "x".repeat(1 << 20) + "\n");

    assertThatThrownBy(() -> exchange.next()).message().hasSize(2000).endsWith("x…");
  }

  @Test
  void shouldWaitNoLongerThanItsPatience() {
    long begin = System.nanoTime();

    assertThatThrownBy(() -> exchange.next()).hasMessageContaining("gets no answer");
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isBetween(9L, 20L);
  }

  /** Root's own file of that name, behind a link that the JVM's user has put in the way. */
  @Test
  void shouldDeleteNothingThroughALink() throws Exception {
    assumeTrue(Neighbour.weAreRoot(), "not root");
    Path victim = Files.writeString(folder.resolve("answer"), "root's");
    Files.move(made, folder.resolve("moved"));
    Files.createSymbolicLink(made, folder);
    Files.setAttribute(made, "unix:uid", Neighbour.NOBODY, LinkOption.NOFOLLOW_LINKS);

    exchange.close();
    assertThat(victim).hasContent("root's");
  }
}
