package io.hostshift.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.hostile.Turns.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Root's command is stopped before a system call that takes a path where a hostile process may
 * write, and goes on when that has put something else there: at so many such moments of each
 * command, and in the long run at all of them. Nobody else may notice.
 */
@Tag("jdks")
class HostileMomentsIT {
  private static final int MOMENTS = 15;
  private static final int MOMENTS_OF_LISTENING = 6;

  /** Of no other distance are so many points spread as evenly. */
  private static final double GOLDEN = 0.6180339887498949;

  private static Neighbourhood all;
  private static final Map<Room.Place, RoomProcess> HOSTILE = new HashMap<>();
  private static final Map<String, Integer> CALLS = new HashMap<>();

  /**
   * @param place of the hostile process
   * @param command of root's
   * @param turn of the hostile process's at that moment
   */
  record Deed(Room.Place place, Command command, Turn turn) {
    @Override
    public String toString() {
      return place + ", " + command + ", " + turn;
    }
  }

  @BeforeAll
  static void moveIn() throws Exception {
    all = new Neighbourhood();
  }

  @AfterAll
  static void moveOut() throws Exception {
    HOSTILE.clear();
    if (all != null) {
      all.close();
    }
  }

  private static List<Deed> deeds() {
    List<Deed> deeds = new ArrayList<>();
    for (Room.Place place : Room.Place.values()) {
      for (Command command : Command.ALL) {
        for (Turn turn : turns(place)) {
          deeds.add(new Deed(place, command, turn));
        }
      }
    }
    return deeds;
  }

  private static List<Turn> turns(Room.Place place) {
    switch (place) {
      case HOST:
        return List.of(Turn.SOCKET, Turn.FOLDERS, Turn.FILES, Turn.HARD, Turn.PIPES);
      case USER_NAMESPACE:
        return List.of(Turn.BIND, Turn.FOLDERS, Turn.PIPES);
      default:
        return List.of(Turn.SOCKET, Turn.FOLDERS, Turn.FILES, Turn.PIPES, Turn.TMP);
    }
  }

  /** Spread over all deeds, and over the moments of each. */
  static Stream<Arguments> some() {
    List<Deed> deeds = deeds();
    return IntStream.range(0, MOMENTS)
        .mapToObj(
            i ->
                Arguments.of(
                    deeds.get((int) ((i + i % 3 / 3.0) * deeds.size() / MOMENTS)), i * GOLDEN % 1));
  }

  static Stream<Deed> each() {
    return deeds().stream();
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("some")
  void shouldDoNoHarmAtSomeMoments(Deed deed, double when) throws Exception {
    at(deed, 1 + (int) (when * calls(deed)));
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}")
  @MethodSource("each")
  void shouldDoNoHarmAtAnyMoment(Deed deed) throws Exception {
    int calls = calls(deed);
    for (int moment = 1; moment <= calls; moment++) {
      at(deed, moment);
    }
    all.assertHonestIsServed();
  }

  private static void at(Deed deed, int moment) throws Exception {
    RoomProcess hostile = hostile(deed.place());
    try {
      all.run(deed.command(), hostile, moment, () -> turn(hostile, deed), all.room().closedJar());
    } finally {
      // A JVM that starts reads the perf data of its user's others, and waits where that is a pipe.
      hostile.tell("back");
    }
  }

  private static void turn(RoomProcess hostile, Deed deed) {
    hostile.tell("turn " + deed.turn() + " " + target(deed));
  }

  private static String target(Deed deed) {
    switch (deed.turn()) {
      case SOCKET:
      case BIND:
        return Room.socket(deed.place(), all.victim());
      case FILES:
        return "/srv/hostdir/answer";
      case HARD:
        return "/tmp/kept-shared";
      default:
        return "/srv/hostdir";
    }
  }

  /** How many there are when nothing is turned; that it is asked then is proven here. */
  private static int calls(Deed deed) throws Exception {
    String key = deed.place() + " " + deed.command();
    if (!CALLS.containsKey(key)) {
      RoomProcess hostile = hostile(deed.place()).tell("back");
      long asked = hostile.count("heard 1|");
      RootRun run = all.run(deed.command(), hostile, 0, () -> {}, all.room().closedJar());
      assertThat(hostile.count("heard 1|")).as("%s: %s", run, hostile).isGreaterThan(asked);
      assertThat(run.calls()).as("%s", run).isNotEmpty();
      CALLS.put(key, run.calls().size());
    }
    return CALLS.get(key);
  }

  private static RoomProcess hostile(Room.Place place) throws Exception {
    if (!HOSTILE.containsKey(place)) {
      HOSTILE.put(place, all.hostile(place));
    }
    return HOSTILE.get(place);
  }

  private static List<Turn> turnsOfListening() {
    return List.of(Turn.FILES, Turn.HARD, Turn.PIPES);
  }

  static Stream<Arguments> someOfListening() {
    return IntStream.range(0, MOMENTS_OF_LISTENING)
        .mapToObj(i -> Arguments.of(turnsOfListening().get(i % 3), i * GOLDEN % 1));
  }

  /** While a JVM of nobody's is asked to listen, for which it needs a file that root makes. */
  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("someOfListening")
  void shouldDoNoHarmWhileItAsksAJvmToListen(Turn turn, double when) throws Exception {
    try (RoomProcess hostile = all.room().hostileThatDoesNotListen()) {
      int calls = listening(hostile, 0, turn).calls().size();
      listening(hostile, 1 + (int) (when * calls), turn);
    }
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("turnsOfListening")
  void shouldDoNoHarmAtAnyMomentOfThat(Turn turn) throws Exception {
    try (RoomProcess hostile = all.room().hostileThatDoesNotListen()) {
      int calls = listening(hostile, 0, turn).calls().size();
      for (int moment = 1; moment <= calls; moment++) {
        listening(hostile, moment, turn);
      }
    }
  }

  private static RootRun listening(RoomProcess hostile, int moment, Turn turn) throws Exception {
    // A JVM that finds its socket gone listens anew when it is asked to.
    hostile.tell("back").tell("delete /tmp/.java_pid" + hostile.pid());
    Command status = new Command("status PID");
    Deed deed = new Deed(Room.Place.HOST, status, turn);
    RootRun run;
    try {
      run =
          all.harmless(
              () ->
                  all.room()
                      .run(moment, () -> turn(hostile, deed), all.room().jar(), status.of(hostile)),
              false);
    } finally {
      hostile.tell("back");
    }
    assertThat(run.calls())
        .as("%s", run)
        .anyMatch(call -> call.contains("attach_pid" + hostile.pid()));
    return run;
  }
}
