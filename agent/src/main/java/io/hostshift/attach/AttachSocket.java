package io.hostshift.attach;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A JVM's attach socket. Needs no JDK, neither here nor there.
 *
 * <p>Protocol version 1, which every HotSpot speaks: HotSpot, share/services/attachListener.cpp.
 * Version, command and three arguments, each ended by a zero byte; the answer is a line with a
 * number, 0 for done, and the command's output until the end.
 */
public final class AttachSocket {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** Bytes of an argument. */
  private static final int MOST_ARGUMENT = 1024;

  private static final String[] WANTED = {
    "hostshift.version=", "java.version=", "java.specification.version="
  };

  /** Characters of a property, its name included. */
  private static final int MOST_PROPERTY = 200;

  /** The last thread that HotSpot starts of its own, where it has use for it: not in 27. */
  private static final String STARTED = "VM Periodic Tas";

  /** What a start takes at most, as far as we wait. */
  private static final long STARTED_MILLIS = 2_000;

  /** Characters of a reason that are shown. */
  private static final int MOST_REASON = 500;

  private final JvmProcess jvm;
  private final Patience patience;
  private final Connection connection;

  private AttachSocket(JvmProcess jvm, Patience patience) {
    this.jvm = jvm;
    this.patience = patience;
    this.connection = new Connection(jvm.process(), ".java_pid" + jvm.process().innerPid());
  }

  /**
   * Sees to it that the JVM listens.
   *
   * @throws UnreachableException if it cannot be made to
   */
  public static AttachSocket open(JvmProcess jvm, Patience patience) throws UnreachableException {
    LinuxProcess process = jvm.process();
    int self = Users.self();
    if (self != 0 && self != process.user()) {
      throw new UnreachableException(
          "may not attach to JVM "
              + jvm.pid()
              + " of user "
              + process.userName()
              + "; "
              + JvmProcess.asUser(process));
    }
    if (process.stopped()) {
      // Asked to listen it would wait for our file no longer when it goes on, and print a dump.
      throw new UnreachableException(
          "gets no answer from JVM "
              + jvm.pid()
              + ", which is stopped by a signal or a debugger; let it go on: kill -CONT "
              + jvm.pid());
    }
    awaitStarted(process, patience);
    AttachSocket socket = new AttachSocket(jvm, patience);
    try {
      if (!socket.connection.isThere()) {
        new Trigger(jvm, patience).pull(socket.connection);
      }
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreachableException(
          "cannot look where JVM " + jvm.pid() + " would listen: " + e.getMessage(), e);
    }
    return socket;
  }

  /**
   * A JVM listens before its modules are there. Whoever asks it for its properties by then has it
   * look for the name of a time zone in vain, and leaves it without its locales for good: seen on
   * 17 with -Xrs, one time in six.
   */
  private static void awaitStarted(LinuxProcess process, Patience patience) {
    patience.await(
        "JVM " + process.pid() + " to start",
        TimeUnit.MILLISECONDS.toNanos(STARTED_MILLIS),
        () ->
            process.ageMillis() >= STARTED_MILLIS || process.hasThread(STARTED) || process.ended());
  }

  /** Those of the JVM's system properties that tell of Java and of the agent. */
  public Properties properties() throws UnreachableException {
    Reply answer = ask("properties");
    if (answer.code != 0 && !answer.output.trim().isEmpty()) {
      throw new UnreachableException(
          "is told by JVM "
              + jvm.pid()
              + " that it cannot say its properties: "
              + reason(answer.output.trim(), answer.code)
              + "; if its working folder was deleted, restart it in one that stays");
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(wanted(answer.output)));
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreachableException(
          "does not understand what JVM " + jvm.pid() + " says of its properties; try again", e);
    }
    if (answer.code != 0 || properties.isEmpty()) {
      throw new UnreachableException(
          "is told nothing by JVM " + jvm.pid() + ", which may be starting or ending; try again");
    }
    return properties;
  }

  /** A line each. All that a process may say for properties would take a hundred times the room. */
  static String wanted(String output) {
    StringBuilder lines = new StringBuilder();
    int found = 0;
    for (int begin = 0; begin < output.length() && found < WANTED.length; ) {
      int end = output.indexOf('\n', begin);
      end = end < 0 ? output.length() : end;
      for (String name : WANTED) {
        if (output.startsWith(name, begin) && end - begin <= MOST_PROPERTY) {
          lines.append(output, begin, end).append('\n');
          found++;
        }
      }
      begin = end + 1;
    }
    return lines.toString();
  }

  /**
   * Has the JVM run the {@code agentmain} of a jar, or of the jar of the same class that it loaded
   * before.
   *
   * @param jar as the JVM sees its files
   */
  public void load(String jar, String arguments) throws UnreachableException {
    Reply answer = ask("load", "instrument", "false", jar + "=" + arguments);
    String said = answer.output.trim().replaceFirst("^return code: ", "");
    if (answer.code == 0 && said.equals("0")) {
      return;
    }
    if (said.equals("100")) {
      throw new UnreachableException(
          "was not let in: JVM "
              + jvm.pid()
              + " cannot open "
              + jar
              + " as an agent; let user "
              + jvm.process().userName()
              + " read it and the folders above it, and check that the jar is whole");
    }
    if (said.contains("EnableDynamicAgentLoading") || said.contains("Dynamic agent loading")) {
      throw new UnreachableException(
          "was not let in: JVM "
              + jvm.pid()
              + " was started with -XX:-EnableDynamicAgentLoading; restart it without, or with -javaagent:"
              + jar);
    }
    throw new UnreachableException(
        "was not let in by JVM "
            + jvm.pid()
            + " ("
            + reason(said, answer.code)
            + "); its standard error says more, and restarting it with -javaagent:"
            + jar
            + " may work");
  }

  private static String reason(String said, int code) {
    int end = said.indexOf('\n');
    String line = end < 0 ? said : said.substring(0, end);
    return line.isEmpty()
        ? "code " + code
        : line.matches("-?\\d+") ? "code " + line : ForeignText.cut(line, MOST_REASON);
  }

  private Reply ask(String command, String... arguments) throws UnreachableException {
    byte[] words = words(command, arguments);
    AtomicReference<Object> result = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.set(connection.exchange(words));
              } catch (IOException | RuntimeException | Error e) {
                result.set(e);
              }
            },
            "attach-" + jvm.pid());
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    patience.await("JVM " + jvm.pid() + " to answer", LIMIT_NANOS, () -> result.get() != null);
    Object said = result.get();
    if (said instanceof byte[]) {
      return answer((byte[]) said);
    }
    if (said == null) {
      throw new UnreachableException(
          "gets no answer from JVM " + jvm.pid() + ": it is stopped, or too busy; try again");
    }
    if (said instanceof UnreachableException) {
      throw (UnreachableException) said;
    }
    throw new UnreachableException(
        "cannot talk to JVM "
            + jvm.pid()
            + ": "
            + message((Throwable) said)
            + "; try again, or restart it with -javaagent:hostshift.jar",
        (Throwable) said);
  }

  private static String message(Throwable thrown) {
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private byte[] words(String command, String... arguments) throws UnreachableException {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    String[] all = Arrays.copyOf(new String[] {"1", command}, 5);
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    for (String word : all) {
      byte[] bytes = (word == null ? "" : word).getBytes(StandardCharsets.UTF_8);
      if (bytes.length > MOST_ARGUMENT) {
        throw new UnreachableException(
            "cannot say as much at once to a JVM: "
                + bytes.length
                + " bytes, at most "
                + MOST_ARGUMENT
                + "; put the configuration into a file and name it with config=FILE");
      }
      words.write(bytes, 0, bytes.length);
      words.write(0);
    }
    return words.toByteArray();
  }

  private Reply answer(byte[] bytes) throws UnreachableException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    try {
      return new Reply(
          Integer.parseInt(text.substring(0, Math.max(0, end)).trim()), text.substring(end + 1));
    } catch (NumberFormatException e) {
      throw new UnreachableException(
          "is turned away by JVM "
              + jvm.pid()
              + ", which takes attachments from its own user and group only; "
              + JvmProcess.asUser(jvm.process()),
          e);
    }
  }

  private static final class Reply {
    private final int code;
    private final String output;

    private Reply(int code, String output) {
      this.code = code;
      this.output = output;
    }
  }
}
