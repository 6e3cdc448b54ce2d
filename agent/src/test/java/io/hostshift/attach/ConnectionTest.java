package io.hostshift.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked is who answers. This process is the one that listens. */
class ConnectionTest {
  private static final byte[] WORDS = "attach SECRET".getBytes(StandardCharsets.UTF_8);

  private final String name = "hostshift-test-" + System.nanoTime();
  private final Path socket = Path.of("/tmp", name);
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private ServerSocketChannel server;
  private Thread listener;

  private byte[] answer = "0\nhello".getBytes(StandardCharsets.UTF_8);

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    listener = new Thread(this::serve);
    listener.setDaemon(true);
    listener.start();
  }

  @AfterEach
  void end() throws Exception {
    server.close();
    listener.join();
    Files.deleteIfExists(socket);
  }

  private void serve() {
    while (true) {
      try (SocketChannel channel = server.accept()) {
        ByteBuffer in = ByteBuffer.allocate(WORDS.length);
        while (in.hasRemaining() && channel.read(in) >= 0) {
          continue;
        }
        heard.write(in.array(), 0, in.position());
        ByteBuffer out = ByteBuffer.wrap(answer);
        while (out.hasRemaining()) {
          channel.write(out);
        }
      } catch (IOException e) {
        if (!server.isOpen()) {
          return;
        }
      }
    }
  }

  private static LinuxProcess self() throws UnreachableException {
    return LinuxProcess.of(new File("/proc"), ProcessHandle.current().pid());
  }

  private Connection to(LinuxProcess process) {
    return new Connection(process, name);
  }

  @Test
  void shouldTalkToTheProcessThatIsMeant() throws IOException {
    assertThat(to(self()).exchange(WORDS)).isEqualTo(answer);
    assertThat(heard.toByteArray()).isEqualTo(WORDS);
  }

  /** It is this process that listens, where another one of the same user would. */
  @Test
  void shouldSayNothingToAnother() throws Exception {
    try (Neighbour named = Neighbour.own()) {
      assertThatThrownBy(() -> to(named.process()).exchange(WORDS))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("somebody else listens where JVM " + named.pid() + " would")
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " of user ")
          .hasMessageEndingWith("; nothing was said to it");
    }
    server.close();
    listener.join();
    assertThat(heard.size()).isZero();
  }

  /** The way from another user's process to a JVM that listens to root. */
  @Test
  void shouldNotFollowALinkOfAnotherUsersProcess() throws Exception {
    assumeTrue(Neighbour.weAreRoot(), "not root");
    Path link = Path.of("/tmp", name + "-link");
    try (Neighbour hostile = Neighbour.of(Neighbour.NOBODY)) {
      Files.createSymbolicLink(link, socket);
      Files.setAttribute(link, "unix:uid", Neighbour.NOBODY, LinkOption.NOFOLLOW_LINKS);
      LinuxProcess process = hostile.process();
      Connection connection = new Connection(process, link.getFileName().toString());

      assertThatThrownBy(() -> connection.exchange(WORDS))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("has put something where JVM " + hostile.pid() + " would listen");
    } finally {
      Files.deleteIfExists(link);
    }
    assertThat(heard.size()).isZero();
  }

  /** As a file system of his own, or a hard link, lets him have it: a socket, and his. */
  @Test
  void shouldSayNothingToRootsSocketAsAnotherUsersOwn() throws Exception {
    assumeTrue(Neighbour.weAreRoot(), "not root");
    Files.setAttribute(socket, "unix:uid", Neighbour.NOBODY);
    try (Neighbour hostile = Neighbour.of(Neighbour.NOBODY)) {
      assertThatThrownBy(() -> to(hostile.process()).exchange(WORDS))
          .hasMessageContaining("somebody else listens where JVM " + hostile.pid() + " would");
    }
    assertThat(heard.size()).isZero();
  }

  @Test
  void shouldNotTakeWhatAnotherUserHasPutThere() throws Exception {
    assumeTrue(Neighbour.weAreRoot(), "not root");
    Files.setAttribute(socket, "unix:uid", Neighbour.NOBODY);

    assertThatThrownBy(() -> to(self()).isThere())
        .hasMessageContaining("finds that user nobody has put something where JVM ");
    assertThatThrownBy(() -> to(self()).exchange(WORDS)).isInstanceOf(UnreachableException.class);
    assertThat(heard.size()).isZero();
  }

  @Test
  void shouldSayNothingOnceTheProcessHasEnded() throws Exception {
    LinuxProcess ended;
    try (Neighbour named = Neighbour.own()) {
      ended = named.process();
      assertThat(ended.isStill()).isTrue();
    }
    assertThat(ended.isStill()).isFalse();
    assertThatThrownBy(() -> to(ended).exchange(WORDS)).isInstanceOf(IOException.class);
    assertThat(heard.size()).isZero();
  }

  @Test
  void shouldSayWhatToDoWhereNobodyListensAnyMore() throws Exception {
    server.close();
    listener.join();

    assertThatThrownBy(() -> to(self()).exchange(WORDS))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("no longer listens at /tmp/" + name)
        .hasMessageContaining("remove that file");
  }

  @Test
  void shouldTakeNoMoreThanAMegabyte() throws Exception {
    answer = new byte[3 << 20];

    assertThatThrownBy(() -> to(self()).exchange(WORDS))
        .isInstanceOf(IOException.class)
        .hasMessage("it answers with more than 1048576 bytes");
  }
}
