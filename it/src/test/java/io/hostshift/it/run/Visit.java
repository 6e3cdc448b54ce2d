package io.hostshift.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * An agent's stay in an application that has it from its start: it watches, notices a move to a
 * host of one processor, tells the application so, and leaves again. The application prints {@code
 * up}, answers each line with its processors, and ends with {@link #EXIT_CODE} at the end of its
 * input.
 */
public final class Visit {
  public static final int EXIT_CODE = 3;

  /** The main loop of such an application, for the body of its {@code main}. */
  public static final String LOOP =
      """
          System.out.println("up");
          while (System.in.read() >= 0) {
            System.out.println("processors " + Runtime.getRuntime().availableProcessors());
          }
          System.exit(3);
      """;

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final OperatedHost host;

  /**
   * @param folder where what names the host is kept
   */
  public Visit(Path folder) {
    host = new OperatedHost(folder, 1);
  }

  /** Arguments for the agent. */
  public String arguments() {
    return "interval=100ms," + host.arguments();
  }

  /** All of it, until the application has ended. */
  public void make(Jdk jdk, ForkedJvm jvm) {
    jvm.out().await("up", LIMIT);
    jvm.err().await("hostshift watches this VM", LIMIT);
    int atStart = processors(jvm);
    assertThat(atStart).as("processors of this machine").isGreaterThan(1);
    jvm.err().await("to " + host.moveTo(1), LIMIT);
    awaitProcessors(jvm, 1);
    Hostshift detached = Hostshift.run(jdk, "detach", Long.toString(jvm.pid()));
    assertThat(detached.code()).as("%s", detached).isZero();
    jvm.err().await("hostshift detached", LIMIT);
    awaitProcessors(jvm, atStart);
    end(jvm);
  }

  /** Ends the application, whose console then has the agent's lines and the JVM's own. */
  public static void end(ForkedJvm jvm) {
    try {
      jvm.process().getOutputStream().close();
    } catch (IOException e) {
      throw new AssertionError("has ended: " + jvm, e);
    }
    assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isEqualTo(EXIT_CODE);
    assertThat(jvm.err().all()).as(jvm.toString()).filteredOn(expected().negate()).isEmpty();
  }

  private static void awaitProcessors(ForkedJvm jvm, int expected) {
    Eventually.answers(
        () -> expected + " processors in " + jvm,
        LIMIT,
        () -> processors(jvm),
        seen -> seen == expected);
  }

  /** What the application itself sees; it may print other lines before. */
  public static int processors(ForkedJvm jvm) {
    int line = jvm.out().all().size();
    jvm.tell("");
    while (true) {
      String said = jvm.out().awaitNext(line++, LIMIT);
      if (said.startsWith("processors ")) {
        return Integer.parseInt(said.substring("processors ".length()));
      }
    }
  }

  /** Ours, and what JVMs from 17 and 21 on say of a security manager and of attaching. */
  private static Predicate<String> expected() {
    Predicate<String> ours =
        line -> line.startsWith("hostshift ") && !line.matches("hostshift (warn|error).*");
    List<String> jvms =
        List.of(
            " has been loaded dynamically ",
            "serviceability tool is ",
            "Dynamic loading of agents ",
            "A command line option has enabled the Security Manager",
            "The Security Manager is deprecated");
    return ours.or(line -> line.startsWith("WARNING: ") && jvms.stream().anyMatch(line::contains));
  }
}
