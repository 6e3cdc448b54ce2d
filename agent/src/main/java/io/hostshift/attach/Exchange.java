package io.hostshift.attach;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
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
 *
 * <p>The file is the JVM's user's, who may write anything into it: no more is read than is said in
 * {@link #most}.
 */
public final class Exchange implements Closeable {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final String NAME = "answer";
  private static final int MOST_TRIES = 100;
  private static final int MOST_LINE = 4 << 20;
  private static final int MOST_REASON = 2000;

  /** Bytes that are read of an answer: 64 events with all that they led to are some 100 KB. */
  private static final long MOST = 64L << 20;

  private final LinuxProcess process;
  private final Patience patience;
  private final Answer answer;

  /** A command line may be ended while it listens, and must leave nothing behind. */
  private final Thread atExit = new Thread(this::delete, "hostshift-exit");

  private final Deque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long taken;
  private long most = MOST;
  private boolean tooMuch;

  private Exchange(LinuxProcess process, Patience patience, Answer answer) {
    this.process = process;
    this.patience = patience;
    this.answer = answer;
  }

  /**
   * @throws UnreachableException if nothing can be written where the JVM could write too
   */
  public static Exchange prepare(JvmProcess jvm, Patience patience) throws UnreachableException {
    return prepare(jvm.process(), patience);
  }

  static Exchange prepare(LinuxProcess process, Patience patience) throws UnreachableException {
    try {
      Exchange exchange =
          new Exchange(
              process, patience, ProcessTmp.visit(process, tmp -> Answer.in(tmp, process)));
      Runtime.getRuntime().addShutdownHook(exchange.atExit);
      return exchange;
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreachableException(
          "cannot make a folder in the /tmp of JVM "
              + process.pid()
              + " for its answer; make it writable ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Takes no more than that many bytes of an answer. */
  public Exchange most(long bytes) {
    most = bytes;
    return this;
  }

  /**
   * @param jar as the JVM sees its files
   * @param command such as {@code status}
   * @param argument may be empty
   */
  public void send(AttachSocket socket, String jar, String command, String argument)
      throws UnreachableException {
    String file = "/tmp/" + answer.name + "/" + NAME;
    socket.load(jar, "@" + command + " " + file + (argument.isEmpty() ? "" : " " + argument));
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
        patience.leftNanos() > 0
            && patience.await(
                "JVM " + process.pid() + " to answer",
                limitNanos,
                () -> hasLine() || process.ended());
    if (!came) {
      throw new UnreachableException(
          "gets no answer from the agent in JVM "
              + process.pid()
              + "; its standard error may say why, and trying again may help");
    }
    return take();
  }

  /** As {@link #next}, however long it takes; null also when the JVM has ended. */
  public String nextEver() throws UnreachableException {
    most = Long.MAX_VALUE;
    Patience.endless().await("", Long.MAX_VALUE, () -> hasLine() || process.ended());
    return hasLine() ? take() : null;
  }

  private String take() throws UnreachableException {
    if (tooMuch) {
      throw new UnreachableException(
          "is told more by JVM "
              + process.pid()
              + " than an agent has to say, and takes no more of it");
    }
    String line = lines.poll();
    if (line == null) {
      throw new UnreachableException("finds JVM " + process.pid() + " ended meanwhile");
    }
    if (line.startsWith("error ")) {
      throw new UnreachableException(Text.cut(line.substring("error ".length()), MOST_REASON));
    }
    return line.startsWith("data ") ? line.substring("data ".length()) : null;
  }

  private boolean hasLine() {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    while (lines.isEmpty() && !tooMuch) {
      bytes.clear();
      try {
        if (answer.channel.read(bytes) <= 0) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
      taken += bytes.position();
      take(bytes.array(), bytes.position());
      // A line may be cut within a character: its bytes are not decoded before its end.
      tooMuch = taken > most || begun.size() > MOST_LINE;
    }
    return true;
  }

  private void take(byte[] bytes, int length) {
    int begin = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        begun.write(bytes, begin, i - begin);
        lines.add(new String(begun.toByteArray(), StandardCharsets.UTF_8));
        begun.reset();
        begin = i + 1;
      }
    }
    begun.write(bytes, begin, length - begin);
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
    answer.delete(process);
  }

  /** The file that the answer comes into. */
  private static final class Answer {
    private final String name;
    private final Folder folder;
    private final FileChannel channel;

    private Answer(String name, Folder folder, FileChannel channel) {
      this.name = name;
      this.folder = folder;
      this.channel = channel;
    }

    private static Answer in(Folder tmp, LinuxProcess process) throws IOException {
      String name = newFolder(tmp, "hostshift-" + process.innerPid() + "-");
      Folder folder = null;
      FileChannel channel = null;
      try {
        folder = tmp.folder(name);
        if (!folder.isAloneOf(process.user())) {
          throw new IOException("/tmp/" + name + " is somebody else's");
        }
        Set<OpenOption> options = new HashSet<>();
        options.addAll(
            EnumSet.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
        options.add(LinkOption.NOFOLLOW_LINKS);
        channel = FileChannel.open(folder.file(NAME), options, Folder.mode("rw-------"));
        if (channel.tryLock() == null) {
          throw new IOException("/tmp/" + name + "/" + NAME + " is locked by somebody else");
        }
        return new Answer(name, folder, channel);
      } catch (IOException | RuntimeException e) {
        if (channel != null) {
          channel.close();
          Files.deleteIfExists(folder.file(NAME));
        }
        if (folder != null) {
          folder.close();
        }
        Files.deleteIfExists(tmp.file(name));
        throw e;
      }
    }

    /**
     * Its name need not be a secret, as it is ours alone; random numbers cost 30 ms at the start.
     */
    private static String newFolder(Folder tmp, String prefix) throws IOException {
      for (int i = 0; ; i++) {
        String name = prefix + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        try {
          Files.createDirectory(tmp.file(name), Folder.mode("rwx------"));
          return name;
        } catch (FileAlreadyExistsException e) {
          if (i == MOST_TRIES) {
            throw e;
          }
        }
      }
    }

    private synchronized void delete(LinuxProcess process) {
      if (!channel.isOpen()) {
        return;
      }
      try {
        ProcessTmp.visit(
            process,
            tmp -> {
              Files.deleteIfExists(folder.file(NAME));
              return Files.deleteIfExists(tmp.file(name));
            });
      } catch (IOException e) {
        // Somebody else has taken it away, or the container is gone with all it had.
      }
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing of it is needed any more.
      }
      folder.close();
    }
  }
}
