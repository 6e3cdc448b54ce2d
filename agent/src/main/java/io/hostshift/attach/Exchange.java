package io.hostshift.attach;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
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
  private static final int MOST_LINE = 4 << 20;
  private static final int MOST_REASON = 2000;

  /** Bytes that are read of an answer: 64 events with all that they led to are some 100 KB. */
  private static final long MOST = 64L << 20;

  private final LinuxProcess process;
  private final Patience patience;
  private final AnswerFolder answer;

  /** A command line may be ended while it listens, and must leave nothing behind. */
  private final Thread atExit = new Thread(this::delete, "hostshift-exit");

  private final Deque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long taken;
  private long most = MOST;
  private boolean tooMuch;

  private Exchange(LinuxProcess process, Patience patience, AnswerFolder answer) {
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
              process, patience, ProcessTmp.visit(process, tmp -> AnswerFolder.in(tmp, process)));
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
    socket.load(
        jar, "@" + command + " " + answer.file() + (argument.isEmpty() ? "" : " " + argument));
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
      throw new UnreachableException(
          ForeignText.cut(line.substring("error ".length()), MOST_REASON));
    }
    return line.startsWith("data ") ? line.substring("data ".length()) : null;
  }

  private boolean hasLine() {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    while (lines.isEmpty() && !tooMuch) {
      bytes.clear();
      try {
        if (answer.read(bytes) <= 0) {
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
}
