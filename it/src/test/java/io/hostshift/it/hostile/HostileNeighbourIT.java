package io.hostshift.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Eventually;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Root's command line among processes of a user who wishes it ill: nobody gains anything by being
 * looked at. Each of them says that it was asked, and an honest JVM beside is served all the while.
 */
@Tag("jdks")
class HostileNeighbourIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static Neighbourhood all;

  @BeforeAll
  static void moveIn() throws Exception {
    all = new Neighbourhood();
  }

  @AfterAll
  static void moveOut() throws Exception {
    if (all != null) {
      all.close();
    }
  }

  /** Its own socket, once it has said what it likes of itself, is another JVM's. */
  @ParameterizedTest
  @EnumSource
  void shouldNotCarryWhatAProcessSaysToAnotherJvm(Room.Place place) throws Exception {
    String turn = place == Room.Place.USER_NAMESPACE ? "bind" : "socket";
    try (RoomProcess hostile = all.hostile(place)) {
      List<Command> commands = place == Room.Place.HOST ? Command.ALL : Command.MAKING_FILES;
      for (Command command : commands) {
        hostile.tell("back");
        hostile.tell("on properties " + turn + " " + Room.socket(place, all.victim()));
        long asked = hostile.count("heard 1|properties");
        all.run(command, hostile);
        assertThat(hostile.count("heard 1|properties"))
            .as(command + ": " + hostile)
            .isGreaterThan(asked);
        assertThat(hostile.count("turned " + turn)).as("%s", hostile).isPositive();
      }
      RootRun list = all.room().run("list");
      assertThat(list.out()).containsPattern("\n" + all.victim().pid() + " +root +17\\S* +- ");
      all.assertHonestIsServed();
    }
  }

  /** The folders that root made for the answer and for the jar, while they are written to. */
  @ParameterizedTest
  @CsvSource({
    "HOST, load, folders, /srv/hostdir",
    "HOST, load, files, /srv/hostdir/answer",
    "USER_NAMESPACE, load, folders, /srv/hostdir",
    "CONTAINER, load, folders, /srv/hostdir",
    "CONTAINER, properties, tmp, /srv/hostdir",
    "CONTAINER_OF_NOBODY, properties, tmp, /srv/hostdir",
    "CONTAINER_OF_NOBODY, load, files, /srv/shadow"
  })
  void shouldTouchNoFileThatALinkLeadsTo(Room.Place place, String when, String turn, String target)
      throws Exception {
    all.room().restore();
    try (RoomProcess hostile = all.hostile(place)) {
      for (Command command : Command.MAKING_FILES) {
        hostile.tell("back").tell("on " + when + " " + turn + " " + target);
        long asked = hostile.count("heard 1|");
        all.run(command, hostile, 0, () -> {}, all.room().closedJar());
        assertThat(hostile.count("heard 1|")).as(command + ": " + hostile).isGreaterThan(asked);
      }
      assertThat(hostile.count("turned " + turn)).as("%s", hostile).isPositive();
      all.assertHonestIsShown();
    }
  }

  /** A socket where another JVM, of another user or of its own, would have its own. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldTellNobodyWhoListensInPlaceOfAJvm(boolean ofItsUser) throws Exception {
    try (RoomProcess victim =
            ofItsUser ? all.room().hostileThatDoesNotListen() : all.room().honest(Room.DAEMON);
        RoomProcess hostile = all.hostile(Room.Place.HOST)) {
      String socket = "/tmp/.java_pid" + victim.pid();
      hostile.tell("answer plain").tell("listen " + socket);
      for (String line :
          new String[] {"attach PID onEvent=/opt/tell+SECRET", "status PID", "list"}) {
        Command command = new Command(line);
        long asked = hostile.count("asked at " + socket);
        RootRun run = all.harmless(() -> all.room().run(command.of(victim)), command.showsAll());
        if (ofItsUser) {
          assertThat(hostile.count("asked at " + socket)).as("%s", run).isGreaterThan(asked);
        }
        assertThat(run.out() + run.err())
            .as("%s", run)
            .containsPattern(ofItsUser ? "somebody else listens" : "user nobody has put something");
      }
      assertThat(hostile.out().all())
          .as("what it hears in place of JVM " + victim.pid())
          .noneMatch(line -> line.contains("SECRET") || line.startsWith("heard 1|load"));
      all.assertHonestIsShown();
      hostile.tell("delete " + socket);
      RootRun attach = all.room().run("attach", Long.toString(victim.pid()), "log=off");
      assertThat(attach.code()).as("%s", attach).isZero();
    }
  }

  /** The copy of the jar has been cleaned away, and its folder is made anew by another user. */
  @Test
  void shouldNotLoadAJarThatAnotherUserHasPutInPlaceOfTheCopy() throws Exception {
    try (RoomProcess jvm = all.room().honest(Room.DAEMON);
        RoomProcess hostile = all.hostile(Room.Place.HOST)) {
      Room room = all.room();
      String[] status = {"status", Long.toString(jvm.pid())};
      RootRun attach =
          room.run(0, () -> {}, room.closedJar(), "attach", Long.toString(jvm.pid()), "log=off");
      assertThat(attach.code()).as("%s", attach).isZero();
      String copy = "/tmp/.hostshift-" + jvm.pid() + "/hostshift.jar";
      assertThat(room.seen(copy)).exists();
      room.shell("rm -r " + Path.of(copy).getParent());
      hostile.tell("copy " + room.evilJar() + " " + copy);
      assertThat(room.seen(copy)).hasSameBinaryContentAs(room.evilJar());

      RootRun closed = all.harmless(() -> room.run(0, () -> {}, room.closedJar(), status), false);
      RootRun open = all.harmless(() -> room.run(status), false);
      assertThat(open.code()).as("%s", open).isIn(0, 1, 3);
      assertThat(closed.code()).as("%s", closed).isIn(0, 1, 3);
      assertThat(room.seen(copy)).as("the file is its owner's").exists();

      room.shell("rm -r " + Path.of(copy).getParent());
      RootRun again = room.run(0, () -> {}, room.closedJar(), status);
      assertThat(again.code()).as("%s", again).isIn(0, 3);
      assertThat(again.out()).contains("JVM " + jvm.pid());
    }
  }

  /** Perf data that somebody else has written for a process does not make it a JVM. */
  @Test
  void shouldSendNoSignalToWhatIsNoJvm() throws Exception {
    try (RoomProcess hostile = all.hostile(Room.Place.HOST)) {
      long daemon = all.rootsDaemon().pid();
      hostile.tell("perf forged " + daemon + " ForgedService");
      hostile.tell("perf forged " + all.honest().pid() + " ForgedToo");
      hostile.tell("perf nobody " + hostile.pid() + " OwnForgery");
      for (String line : new String[] {"list", "status all"}) {
        RootRun run = all.run(new Command(line), hostile);
        assertThat(run.out())
            .as("%s", run)
            .contains("OwnForgery")
            .doesNotContain("ForgedService")
            .doesNotContain("ForgedToo");
      }
      for (Command command : Command.MAKING_FILES) {
        RootRun run = all.harmless(() -> all.room().run(command.of(all.rootsDaemon())), false);
        if (command.line().contains("PID")) {
          assertThat(run.code()).as("%s", run).isEqualTo(1);
          assertThat(run.err()).contains("finds no JVM in process " + daemon);
        }
      }
    } finally {
      all.room().shell("rm -rf /tmp/hsperfdata_forged");
    }
    all.assertHonestIsShown();
  }

  /** Every text that a process has of itself: names, versions, answers, errors. */
  @Test
  void shouldShowATerminalLettersAlone() throws Exception {
    try (RoomProcess hostile = all.hostile(Room.Place.HOST)) {
      hostile.tell("perf nobody " + hostile.pid() + " " + "\u001b]0;pwned\u0007\u202eevil\u009b2J");
      for (Command command : Command.ALL) {
        long asked = hostile.count("heard 1|");
        hostile.tell("answer poison");
        all.harmless(() -> all.room().run(command.of(hostile)), command.showsAll());
        if (command.showsAll()) {
          all.harmless(() -> all.room().run(command.asJson(hostile)), false);
        }
        assertThat(hostile.count("heard 1|")).as(command + ": " + hostile).isGreaterThan(asked);
      }
      hostile.tell("answer error");
      for (Command command : Command.MAKING_FILES) {
        all.harmless(() -> all.room().run(command.of(hostile)), false);
      }
    }
  }

  /** What one says too much of, too slowly, or not at all keeps nobody from the others' rows. */
  @ParameterizedTest
  @EnumSource(
      value = FalseAnswers.Kind.class,
      names = {"AGENT", "POISON", "PLAIN", "REFUSING", "ERROR"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldShowTheOthersWhateverOneAnswers(FalseAnswers.Kind kind) throws Exception {
    RoomProcess hostile = all.first();
    hostile.tell("answer " + kind);
    try {
      for (String line : new String[] {"list", "status all"}) {
        long asked = hostile.count("heard 1|properties");
        RootRun run = all.harmless(() -> all.room().run(line.split(" ")), true);
        assertThat(hostile.count("heard 1|properties")).as("%s", hostile).isGreaterThan(asked);
        assertThat(run.err() + run.out())
            .as("%s", run)
            .doesNotContain("Exception")
            .doesNotContain("OutOfMemory")
            .doesNotContain("copy hostshift.jar anew");
      }
    } finally {
      hostile.tell("answer agent");
    }
  }

  /** What is there already in place of the file that asks a JVM to listen. */
  @ParameterizedTest
  @CsvSource({"hard, /tmp/kept-shared", "hard, /tmp/kept-shadow", "files, /tmp/kept-shadow"})
  void shouldGiveAwayNoFileThatItHasNotMade(String way, String target) throws Exception {
    try (RoomProcess hostile = all.room().hostileThatDoesNotListen()) {
      String file = "/tmp/.attach_pid" + hostile.pid();
      if (way.equals("files")) {
        all.room().shell("setpriv --reuid=65534 --clear-groups ln -s " + target + " " + file);
      } else if (target.contains("shared") || hardLinksAreFree()) {
        // The kernel lets a user link to what he may write to, or to everything.
        hostile.tell("link " + target + " " + file);
      } else {
        all.room().shell("ln " + target + " " + file);
      }
      assertThat(Files.exists(all.room().seen(file), LinkOption.NOFOLLOW_LINKS))
          .as("%s", hostile)
          .isTrue();
      RootRun run =
          all.harmless(() -> all.room().run("status", Long.toString(hostile.pid())), false);
      assertThat(run.calls()).as("%s", run).anyMatch(call -> call.contains(file));
      all.assertHonestIsShown();
    }
  }

  private static boolean hardLinksAreFree() throws Exception {
    return Files.readString(Path.of("/proc/sys/fs/protected_hardlinks")).trim().equals("0");
  }

  /** What an agent of another user's says of a partition's migration. */
  @Test
  void shouldLetNobodyRefuseAMigrationWhomRootHasNotNamed() throws Exception {
    try (RoomProcess hostile = all.hostile(Room.Place.HOST)) {
      hostile.tell("answer refusing");
      for (String phase : new String[] {"check", "pre"}) {
        long asked = hostile.count("heard 1|load");
        RootRun run =
            all.harmless(
                () -> all.room().run("drmgr-hook", "--phase", phase, "--limit", "10"), false);
        assertThat(hostile.count("heard 1|load")).as("%s", hostile).isGreaterThan(asked);
        assertThat(run.code()).as("%s", run).isZero();
      }
    }
  }

  /**
   * Its link leads to a pipe of its own until that is opened, and from then on to a file of root's.
   * What it writes into the pipe is what is read.
   */
  @Test
  void shouldRunNoCommandOfAFileThatIsTurnedWhenItIsOpened() throws Exception {
    Room room = all.room();
    room.shell(
        """
        printf '#!/bin/sh\ntouch /srv/marks/$1\necho rack=7\n' >/srv/tell
        chmod 755 /srv/tell
        echo '{"command": "/srv/tell honest"}' >/srv/honest.json
        setpriv --reuid=65534 --clear-groups sh -ec '
          mkdir -m 755 /tmp/kept-turned
          cd /tmp/kept-turned
          mkfifo pipe
          ln -s pipe app.json
          (
            exec 3>pipe
            ln -s /srv/honest.json fresh
            mv -T fresh app.json
            echo turned >log
            echo "{\\"command\\": \\"/srv/tell hostile\\"}" >&3
          ) >/dev/null 2>&1 &
        '
        """);
    try (RoomProcess victim = room.honest(Room.ROOT);
        RoomProcess other = room.honest(Room.ROOT)) {
      RootRun attach =
          room.run("attach", Long.toString(victim.pid()), "config=/tmp/kept-turned/app.json");
      RootRun honest = room.run("attach", Long.toString(other.pid()), "config=/srv/honest.json");
      assertThat(attach.code()).as("%s", attach).isIn(0, 3);
      assertThat(honest.code()).as("%s", honest).isIn(0, 3);
      assertThat(room.seen("/tmp/kept-turned/log")).hasContent("turned");

      Eventually.holds(
          "a command of root's own file",
          LIMIT,
          () -> Files.exists(room.seen("/srv/marks/honest")));
      assertThat(room.seen("/srv/marks/hostile")).doesNotExist();
      assertThat(room.run("status", Long.toString(victim.pid())).out())
          .contains("command is not run: /tmp/kept-turned belongs to another user");
    } finally {
      room.shell("rm -rf /srv/marks/* /srv/tell /srv/honest.json /tmp/kept-turned");
    }
  }
}
