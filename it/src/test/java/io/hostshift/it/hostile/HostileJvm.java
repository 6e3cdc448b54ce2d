package io.hostshift.it.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A JVM whose user wishes ill: it is told over its input what to do, answers each line with {@code
 * done}, and says what it hears over an attach socket that it has bound itself.
 *
 * <ul>
 *   <li>{@code listen [PATH]}: binds the socket, its own or another
 *   <li>{@code answer KIND}: see {@link FalseAnswers.Kind}
 *   <li>{@code turn TURN TARGET}: see {@link Turns.Turn}
 *   <li>{@code on properties|load TURN TARGET}: does so when that is asked, before it answers
 *   <li>{@code perf FOLDER PID MAIN}: forges perf data
 *   <li>{@code link FROM TO}, {@code copy FROM TO}, {@code delete PATH}: with its own rights
 *   <li>{@code thread NAME}: has a thread of that name
 *   <li>{@code back}: undoes the turns
 * </ul>
 */
public final class HostileJvm {
  private static final int WORDS = 5;

  private final Path socket;
  private final FalseAnswers answers;
  private final Turns turns;
  private volatile String[] ambush = {"never", "", ""};

  private HostileJvm(String jar) throws IOException {
    long pid = ProcessHandle.current().pid();
    socket = Path.of("/tmp/.java_pid" + pid);
    answers = new FalseAnswers(jar);
    turns =
        new Turns(socket, Path.of("/tmp/hsperfdata_" + System.getProperty("user.name"), pid + ""));
  }

  /** Takes the path of the jar that it would like others to load, and what it does at its start. */
  public static void main(String[] arguments) throws Exception {
    HostileJvm hostile = new HostileJvm(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      hostile.take(arguments[i].split(" ", 4));
    }
    System.out.println("up " + ProcessHandle.current().pid());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int done = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      try {
        hostile.take(line.split(" ", 4));
      } catch (IOException | InterruptedException | RuntimeException e) {
        System.out.println("could not " + line + ": " + e);
      }
      System.out.println("done " + ++done);
    }
    System.exit(0);
  }

  private void take(String[] words) throws IOException, InterruptedException {
    switch (words[0]) {
      case "listen":
        listen(words.length > 1 ? Path.of(words[1]) : socket);
        break;
      case "answer":
        answers.answer(FalseAnswers.Kind.valueOf(words[1].toUpperCase(Locale.ROOT)));
        break;
      case "turn":
        turn(words[1], words[2]);
        break;
      case "on":
        ambush = new String[] {words[1], words[2], words[3]};
        break;
      case "perf":
        PerfFile.forge(Path.of("/tmp"), words[1], Long.parseLong(words[2]), words[3]);
        break;
      case "link":
        Files.createLink(Path.of(words[2]), Path.of(words[1]));
        break;
      case "copy":
        Files.createDirectories(Path.of(words[2]).getParent());
        Files.copy(Path.of(words[1]), Path.of(words[2]));
        break;
      case "delete":
        Files.deleteIfExists(Path.of(words[1]));
        break;
      case "thread":
        daemon(words[1], () -> Thread.sleep(Long.MAX_VALUE)); // A thread of that name.
        break;
      default:
        ambush = new String[] {"never", "", ""};
        turns.back();
    }
  }

  private void turn(String name, String target) throws IOException, InterruptedException {
    turns.make(Turns.Turn.valueOf(name.toUpperCase(Locale.ROOT)), Path.of(target));
    System.out.println("turned " + name + " to " + target);
  }

  private void listen(Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    path.toFile().setWritable(true, false);
    daemon(
        "listens",
        () -> {
          while (true) {
            SocketChannel asker = server.accept();
            System.out.println("asked at " + path);
            daemon("answers", () -> serve(asker));
          }
        });
  }

  private void serve(SocketChannel asker) throws Exception {
    try (asker;
        OutputStream out = Channels.newOutputStream(asker)) {
      List<String> words = hear(asker);
      System.out.println("heard " + String.join("|", words));
      String asked = words.size() > 1 ? words.get(1) : "";
      if (ambush[0].equals(asked) && !asked.equals("load")) {
        spring();
      }
      if (asked.equals("properties")) {
        answers.properties(out);
      } else if (asked.equals("load")) {
        String argument = words.get(4);
        answers.load(argument.substring(argument.indexOf('=') + 1), out);
        if (ambush[0].equals("load")) {
          spring();
        }
      }
    }
  }

  private void spring() throws InterruptedException {
    try {
      turn(ambush[1], ambush[2]);
    } catch (IOException e) {
      System.out.println("could not turn " + ambush[1] + ": " + e);
    }
  }

  /** Version, command and three arguments, each ended by a zero byte; fewer where it hangs up. */
  private static List<String> hear(SocketChannel asker) throws IOException {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (words.size() < WORDS && asker.read(one) > 0) {
      char next = (char) one.get(0);
      one.clear();
      if (next == 0) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(next);
      }
    }
    if (word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void daemon(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                System.out.println(name + " no more: " + e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
