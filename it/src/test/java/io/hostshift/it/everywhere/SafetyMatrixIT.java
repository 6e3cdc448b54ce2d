package io.hostshift.it.everywhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.place.OpenPlace;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CollectorCell;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Jmx;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.Residue;
import io.hostshift.it.run.SafetyCases;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Each JDK with each of its collectors, with the agent from the start and attached later, run by
 * root and by nobody: it starts, notices a move, retunes or says why not, is read over JMX, and
 * leaves; the console has its own lines alone, and the application's exit code is the
 * application's.
 *
 * <p>{@code -Dhostshift.it.onlyJdk=17} leaves out the cells of all other JDKs.
 */
@SafetyCases(SafetyCases.Kind.CELL)
@Tag("jdks")
class SafetyMatrixIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int CEILING = 8;
  private static final int EXIT_CODE = 3;
  private static final Integer ONLY = Integer.getInteger("hostshift.it.onlyJdk");

  /** What it prints is what it finds wrong, its processors when it is asked, and no more. */
  private static final String PROGRAM =
      """
      public class Cell {
        public static void main(String[] args) throws Exception {
          System.out.println("up");
          long[][] data = new long[500][];
          for (int round = 0; System.in.read() >= 0; round++) {
            for (int i = 0; i < 20_000; i++) {
              int slot = (i * 31 + round) % data.length;
              long[] kept = data[slot];
              if (kept != null && (kept[0] != slot || kept[kept.length - 1] != slot)) {
                System.out.println("the heap is broken");
                System.exit(4);
              }
              data[slot] = new long[100 + i % 400];
              java.util.Arrays.fill(data[slot], slot);
            }
            System.gc();
            System.out.println("processors " + Runtime.getRuntime().availableProcessors());
          }
          System.exit(3);
        }
      }
      """;

  /** How the agent comes into the JVM. */
  enum Entry {
    JAVAAGENT,
    ATTACH
  }

  /** Who runs the JVM, and whoever attaches to it. */
  enum Account {
    ROOT,
    NOBODY;

    List<String> words() {
      return this == ROOT ? List.of() : OpenPlace.asNobody();
    }
  }

  /** One of all. */
  record Cell(CollectorCell jvm, Entry entry, Account account) {
    @Override
    public String toString() {
      return jvm
          + (entry == Entry.JAVAAGENT ? ", -javaagent" : ", attached")
          + (account == Account.ROOT ? ", root" : ", nobody");
    }
  }

  private OpenPlace place;

  static List<Cell> all() {
    return Stream.concat(
            CollectorCell.all().stream(),
            CollectorCell.of(Jdk.EARLY).stream()) // Fails, if it does, as itself.
        .flatMap(
            jvm ->
                Stream.of(Entry.values())
                    .flatMap(
                        entry ->
                            Stream.of(Account.values())
                                .map(account -> new Cell(jvm, entry, account))))
        .toList();
  }

  static Stream<Cell> quick() {
    return all().stream().filter(SafetyMatrixIT::isQuick);
  }

  static Stream<Cell> others() {
    return all().stream()
        .filter(cell -> !isQuick(cell))
        .filter(cell -> ONLY == null || ONLY.equals(cell.jvm().version()));
  }

  private static boolean isQuick(Cell cell) {
    return List.of(
            "JDK 8 Parallel, -javaagent, nobody",
            "JDK 21 ZGC, generational, -javaagent, root",
            "JDK 25 G1, attached, nobody",
            "JDK 27 Shenandoah, attached, root")
        .contains(cell.toString());
  }

  @BeforeEach
  void makePlace() throws IOException {
    place = new OpenPlace();
  }

  @AfterEach
  void removePlace() throws IOException {
    place.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("quick")
  void shouldComeWorkAndLeave(Cell cell) throws Exception {
    comeWorkAndLeave(cell);
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void shouldDoSoInEveryOtherCell(Cell cell) throws Exception {
    try {
      comeWorkAndLeave(cell);
    } catch (AssertionError e) {
      if (cell.jvm().version() != Jdk.EARLY) {
        throw e;
      }
      throw new TestAbortedException("on an early JDK: " + e.getMessage(), e);
    }
  }

  private void comeWorkAndLeave(Cell cell) throws Exception {
    assumeThat(Jdk.isThere(cell.jvm().version())).as("no early JDK to be had").isTrue();
    assumeThat(cell.account() == Account.ROOT || isRoot()).as("nobody's JVM needs root").isTrue();
    Jdk jdk = Jdk.of(cell.jvm().version());
    OperatedHost host = new OperatedHost(place.folder(), 2, 5);
    int port = FreePort.any();
    JMXConnector connector = null;
    try (ForkedJvm jvm = start(cell, jdk, host, port)) {
      jvm.out().await("up", LIMIT);
      connector = Jmx.connect(port, LIMIT);
      AgentView view = new AgentView(connector.getMBeanServerConnection());
      Residue residue;
      List<String> flags = null;
      if (cell.entry() == Entry.ATTACH) {
        assertThat(processors(jvm)).isEqualTo(CEILING);
        residue = new Residue(cell.account().words(), jdk, jvm.pid());
        flags = residue.flags();
        command(cell, jdk, "attach", jvm, arguments(host).split(","));
      } else {
        residue = new Residue(cell.account().words(), jdk, jvm.pid(), List.of());
      }
      jvm.err().await("hostshift watches this VM", LIMIT);
      view.awaitRegistered(LIMIT);

      Object few = follow(cell, jvm, view, host, 2);
      Object many = follow(cell, jvm, view, host, 5);
      if (cell.jvm().hasLever()) {
        assertThat(few).as("%s on 2 and on 5", cell.jvm().setting()).isNotEqualTo(many);
      }
      command(cell, jdk, "detach", jvm);
      jvm.err().await("detached", LIMIT);
      if (!keepsClasses(cell.jvm())) {
        residue.assertNone();
      }
      if (cell.entry() == Entry.ATTACH) {
        assertThat(residue.flags()).isEqualTo(flags);
        assertThat(processors(jvm)).isEqualTo(CEILING);
      }
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isEqualTo(EXIT_CODE);
      assertThat(jvm.out().all()).allMatch(line -> line.matches("up|processors [0-9]+"));
      assertThat(jvm.err().all()).filteredOn(expected(cell).negate()).isEmpty();
    } finally {
      Jmx.closeAfterEnd(connector);
    }
  }

  /** ZGC unloads classes from 12 on: JDK-8214897. */
  private static boolean keepsClasses(CollectorCell jvm) {
    return jvm.version() == 11 && jvm.collector().startsWith("ZGC");
  }

  private ForkedJvm start(Cell cell, Jdk jdk, OperatedHost host, int port) {
    JvmCommand command =
        ForkedJvm.on(jdk)
            .startedBy(cell.account().words().toArray(String[]::new))
            .options(cell.jvm().choosing())
            .options(
                "-Xmx512m", // With less, ZGC has one thread on any host.
                "-XX:ActiveProcessorCount=" + CEILING,
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-Djava.rmi.server.hostname=127.0.0.1")
            .folder(place.folder());
    if (cell.entry() == Entry.JAVAAGENT) {
      command.options("-javaagent:" + place.jar() + "=" + arguments(host));
    }
    return command.main(Program.compile(place.folder(), "Cell", PROGRAM)).start();
  }

  private static String arguments(OperatedHost host) {
    return "headroom=true,interval=100ms," + host.arguments();
  }

  private void command(Cell cell, Jdk jdk, String name, ForkedJvm jvm, String... arguments) {
    List<String> words = new ArrayList<>(List.of(name, Long.toString(jvm.pid())));
    words.addAll(List.of(arguments));
    Hostshift run =
        Hostshift.run(cell.account().words(), jdk, place.jar(), words.toArray(String[]::new));
    assertThat(run.code()).as(run.toString()).isZero();
  }

  /** Moves, and says what the collector's setting has become. */
  private static Object follow(
      Cell cell, ForkedJvm jvm, AgentView view, OperatedHost host, int processors) {
    int event = (int) view.count() + 1;
    String name = host.moveTo(processors);
    assertThat(view.awaitEvent(event, LIMIT).verdict()).isEqualTo("MIGRATED");
    jvm.err().await("to " + name, LIMIT);
    view.await(
        processors + " processors",
        now -> now.settings("current").get("processors").equals(processors),
        LIMIT);
    assertThat(processors(jvm)).isEqualTo(processors);
    if (!cell.jvm().hasLever()) {
      for (String setting : List.of("gc.parallel", "gc.concurrent")) {
        assertThat(view.settings("state")).containsEntry(setting, "LEFT");
        assertThat((String) view.settings("reason").get(setting)).isNotEmpty();
      }
      return null;
    }
    String setting = cell.jvm().setting();
    assertThat(view.settings("state").get(setting)).isIn("APPLIED", "FLOOR", "CEILING");
    return view.settings("current").get(setting);
  }

  /** What the application itself sees, after a collection. */
  private static int processors(ForkedJvm jvm) {
    int before = jvm.out().all().size();
    jvm.tell("");
    String line = jvm.out().awaitNext(before, LIMIT);
    return Integer.parseInt(line.replaceFirst("^processors ", ""));
  }

  /** Lines of standard error that are ours, or the JVM's own word about what was asked of it. */
  private static Predicate<String> expected(Cell cell) {
    Predicate<String> ours =
        line -> line.startsWith("hostshift ") && !line.matches("hostshift (warn|error).*");
    Predicate<String> deprecated =
        line -> line.contains("Option UseConcMarkSweepGC was deprecated");
    // Attaching is what detach does, too.
    Predicate<String> attached =
        line ->
            cell.jvm().version() >= 21
                && line.startsWith("WARNING: ")
                && line.matches(
                    ".*( has been loaded dynamically |serviceability tool is |Dynamic loading of"
                        + " agents ).*");
    // Where the collector has no lever, headroom costs more than it gives, and that is said.
    Predicate<String> costly =
        line ->
            !cell.jvm().hasLever()
                && line.startsWith("hostshift warn: headroom=true costs more than it gives here, ");
    return ours.or(deprecated).or(attached).or(costly);
  }

  private static boolean isRoot() throws Exception {
    return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
  }
}
