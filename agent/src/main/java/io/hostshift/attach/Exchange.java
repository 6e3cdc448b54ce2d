package io.hostshift.attach;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One command to an agent, and its answer: the command goes through the attach socket, the answer
 * comes into a file of mode 0600 that we make beforehand, in a folder of mode 0700, both of the
 * JVM's own user.
 *
 * <p>The answer's lines: {@code data} and a text, any number of times; then {@code end}, or {@code
 * error} and a reason. While we listen the file is locked, which the kernel undoes whatever becomes
 * of us: so the agent knows for how long to go on.
 */
public final class Exchange implements Closeable {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final String NAME = "answer";
  private static final int MOST_TRIES = 100;

  private final JvmProcess jvm;
  private final Patience patience;
  private final Path folder;
  private final FileChannel channel;

  /** A command line may be ended while it listens, and must leave nothing behind. */
  private final Thread atExit = new Thread(this::delete, "hostshift-exit");

  private String text = "";

  private Exchange(JvmProcess jvm, Patience patience, Path folder) throws IOException {
    this.jvm = jvm;
    this.patience = patience;
    this.folder = folder;
    Path file = Files.createFile(folder.resolve(NAME), mode("rw-------"));
    Owner.give(file, jvm.process());
    channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    channel.lock();
  }

  /**
   * @throws UnreachableException if nothing can be written where the JVM could write too
   */
  public static Exchange prepare(JvmProcess jvm, Patience patience) throws UnreachableException {
    Path parent = jvm.process().root().toPath().resolve("tmp");
    try {
      if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("no folder " + parent);
      }
      Path folder = newFolder(parent, "hostshift-" + jvm.process().innerPid() + "-");
      try {
        Exchange exchange = new Exchange(jvm, patience, folder);
        Owner.give(folder, jvm.process());
        Runtime.getRuntime().addShutdownHook(exchange.atExit);
        return exchange;
      } catch (IOException e) {
        Files.deleteIfExists(folder.resolve(NAME));
        Files.deleteIfExists(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new UnreachableException(
          "cannot make a folder in "
              + parent
              + " for the answer of JVM "
              + jvm.pid()
              + "; make it writable ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Its name need not be a secret, as it is ours alone; random numbers cost 30 ms at the start. */
  private static Path newFolder(Path parent, String prefix) throws IOException {
    for (int i = 0; ; i++) {
      try {
        return Files.createDirectory(
            parent.resolve(prefix + Long.toString(System.nanoTime(), Character.MAX_RADIX)),
            mode("rwx------"));
      } catch (FileAlreadyExistsException e) {
        if (i == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  /**
   * @param jar as the JVM sees its files
   * @param command such as {@code status}
   * @param argument may be empty
   */
  public void send(AttachSocket socket, String jar, String command, String argument)
      throws UnreachableException {
    String answer = "/tmp/" + folder.getFileName() + "/" + NAME;
    socket.load(jar, "@" + command + " " + answer + (argument.isEmpty() ? "" : " " + argument));
  }

  /**
   * The next text of the answer; null at its end.
   *
   * @throws UnreachableException if nothing comes, or the agent says why it cannot do it
   */
  public String next() throws UnreachableException {
    return next(LIMIT_NANOS);
  }

  /** As {@link #next()}, with a limit of its own in nanoseconds. */
  public String next(long limitNanos) throws UnreachableException {
    boolean came =
        patience.await(
            "JVM " + jvm.pid() + " to answer",
            limitNanos,
            () -> hasLine() || jvm.process().ended());
    if (!came) {
      throw new UnreachableException(
          "gets no answer from the agent in JVM "
              + jvm.pid()
              + "; its standard error may say why, and trying again may help");
    }
    return take();
  }

  /** As {@link #next}, however long it takes; null also when the JVM has ended. */
  public String nextEver() throws UnreachableException {
    Patience quiet = Patience.saying(ignored -> {});
    quiet.await("", Long.MAX_VALUE, () -> hasLine() || jvm.process().ended());
    return hasLine() ? take() : null;
  }

  private String take() throws UnreachableException {
    int end = text.indexOf('\n');
    if (end < 0) {
      throw new UnreachableException("finds JVM " + jvm.pid() + " ended meanwhile");
    }
    String line = text.substring(0, end);
    text = text.substring(end + 1);
    if (line.startsWith("error ")) {
      throw new UnreachableException(line.substring("error ".length()));
    }
    return line.startsWith("data ") ? line.substring("data ".length()) : null;
  }

  private boolean hasLine() {
    if (text.indexOf('\n') >= 0) {
      return true;
    }
    try {
      // A line may be cut within a character: bytes before its end are not decoded.
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - channel.position()));
      long begin = channel.position();
      channel.read(bytes);
      int length = bytes.position();
      while (length > 0 && bytes.get(length - 1) != '\n') {
        length--;
      }
      channel.position(begin + length);
      text += new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
      return length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This process is ending: the hook runs, and finds nothing left.
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.deleteIfExists(folder);
      channel.close();
    } catch (IOException e) {
      // Somebody else has taken it away, or the container is gone with all it had.
    }
  }
}
