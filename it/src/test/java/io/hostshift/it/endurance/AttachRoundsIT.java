package io.hostshift.it.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmSize;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attaches and detaches the agent in one JVM, again and again; nothing grows from round to round.
 *
 * <p>For each {@code loadAgent} the JVM itself keeps an environment, whatever the agent; so as many
 * are made of an agent that does nothing, in another JVM, and what that one grows is taken off.
 *
 * <p>{@code -Dhostshift.it.rounds=10000} sets the rounds of the long form, {@code
 * -Dhostshift.it.roundsJdks=17} its JDKs. The figures are written to {@code target/rounds}.
 */
@SafetyCases(SafetyCases.Kind.LONG_RUN)
class AttachRoundsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ROUNDS = Integer.getInteger("hostshift.it.rounds", 1000);
  private static final List<String> JDKS =
      List.of(System.getProperty("hostshift.it.roundsJdks", "8,17,25").split(","));
  private static final Path RESULTS = Path.of("target", "rounds");

  /**
   * What may come together however many rounds there are: compiled code, accessors that the JVM
   * makes of what is called often, and what the allocators keep.
   */
  private static final JvmSize BOUND = new JvmSize(2 << 20, 100, 2 << 20, 3, 3, 32 << 20, 0);

  /** A part of the rounds goes by until code is compiled and tables have their size. */
  private static final int SAMPLES = 10;

  private static final String PROGRAM =
      """
      public class Program {
        public static void main(String[] args) throws Exception {
          System.out.println("application");
          System.in.read();
          System.exit(3);
        }
      }
      """;
  private static final String NOTHING =
      """
      public class Nothing {
        public static void agentmain(String arguments) {}
      }
      """;

  private static final String AGENT = "agent";

  @TempDir Path folder;

  static Stream<Jdk> jdks() {
    return JDKS.stream().map(Integer::valueOf).map(Jdk::of);
  }

  @ParameterizedTest(name = "attached and detached again and again, {0}")
  @MethodSource("jdks")
  @Tag("long")
  @Tag("jdks")
  void shouldLeaveNothingAfterManyRounds(Jdk jdk) throws Exception {
    rounds(jdk, ROUNDS);
  }

  @Test
  void shouldLeaveNothingAfterAFewRounds() throws Exception {
    rounds(Jdk.running(), 30);
  }

  private void rounds(Jdk jdk, int rounds) throws Exception {
    List<JvmSize> ours = measure(jdk, rounds, AGENT, this::round);
    Path nothing = nothing();
    List<JvmSize> control =
        measure(
            jdk,
            rounds,
            "control",
            (attached, round) -> {
              load(attached, nothing, null);
              load(attached, nothing, null);
            });
    JvmSize grown = ours.get(ours.size() - 1).less(ours.get(1));
    JvmSize byItself = control.get(control.size() - 1).less(control.get(1));
    assertThat(grown.less(byItself).beyond(BOUND))
        .as("grown beyond %s, agent %s, nothing %s", BOUND, ours, control)
        .isEmpty();
  }

  private interface Round {
    void take(VirtualMachine attached, int round) throws Exception;
  }

  private List<JvmSize> measure(Jdk jdk, int rounds, String name, Round round) throws Exception {
    Program program = Program.compile(folder, "Program", PROGRAM);
    List<JvmSize> sizes = new ArrayList<>();
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-XX:NativeMemoryTracking=summary", "-Xmx256m", "-XX:+UseSerialGC")
            // Else three of four collections leave some of the dead where they are.
            .options("-XX:MarkSweepAlwaysCompactCount=1")
            .options(jdk.version() >= 21 ? "-XX:+EnableDynamicAgentLoading" : "-Xmx256m")
            .main(program)
            .start()) {
      jvm.out().await("application", LIMIT);
      VirtualMachine attached = VirtualMachine.attach(Long.toString(jvm.pid()));
      if (name.equals(AGENT)) {
        registerOnce(attached, jvm);
      }
      sizes.add(JvmSize.of(jdk, jvm.pid()));
      for (int i = 1; i <= rounds; i++) {
        round.take(attached, i);
        if (i % (rounds / SAMPLES) == 0) {
          sizes.add(JvmSize.of(jdk, jvm.pid()));
          write(jdk + "-" + name, i, sizes.get(sizes.size() - 1));
        }
      }
      attached.detach();
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isEqualTo(3);
      assertThat(jvm.out().all()).containsExactly("application");
    }
    return sizes;
  }

  /**
   * In a round that takes long the agent registers its MBeans, for which the JVM loads some hundred
   * classes of its own, once.
   */
  private void registerOnce(VirtualMachine attached, ForkedJvm jvm) throws Exception {
    asked(attached, "attach", "interval=10ms,log=error");
    new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
    asked(attached, "detach", "");
  }

  /** One of ten is with every hook, which takes longer. */
  private void round(VirtualMachine attached, int round) throws Exception {
    String arguments =
        "interval=10ms,log=error"
            + (round % 10 == 0 ? ",pools=resize,settings=processors:hook" : "");
    assertThat(asked(attached, "attach", arguments)).contains("\ndata {").endsWith("\nend\n");
    assertThat(asked(attached, "detach", "")).contains("\ndata {").endsWith("\nend\n");
  }

  /** Asks as the command line does: into a file of this user's alone. */
  private String asked(VirtualMachine attached, String command, String argument) throws Exception {
    Path place =
        Files.createTempDirectory(
            "hostshift-rounds",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path answer =
        Files.createFile(
            place.resolve("answer"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      load(attached, ShippedJars.agent(), "@" + command + " " + answer + " " + argument);
      return awaitAnswer(answer);
    } finally {
      Files.delete(answer);
      Files.delete(place);
    }
  }

  /** A JVM of 8 says by a bare 0 that it has; a newer client does not know that for a success. */
  private static void load(VirtualMachine attached, Path jar, String argument) throws Exception {
    try {
      attached.loadAgent(jar.toString(), argument);
    } catch (AgentLoadException e) {
      if (!"0".equals(e.getMessage())) {
        throw e;
      }
    }
  }

  private static String awaitAnswer(Path answer) throws Exception {
    return Eventually.answers(
        "a whole answer",
        LIMIT,
        () -> "\n" + Files.readString(answer),
        said -> said.endsWith("\nend\n") || said.contains("\nerror "));
  }

  /** An agent that does nothing, with the same rights. */
  private Path nothing() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("nothing"));
    return Program.compile(classes, "Nothing", NOTHING)
        .pack(
            folder.resolve("nothing.jar"),
            Map.of(
                "Agent-Class",
                "Nothing",
                "Can-Retransform-Classes",
                "true",
                "Can-Redefine-Classes",
                "true"));
  }

  private static void write(String name, int round, JvmSize size) throws IOException {
    Files.createDirectories(RESULTS);
    Files.writeString(
        RESULTS.resolve(name.replace(' ', '-') + ".txt"),
        round + " rounds: " + size + "\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }
}
