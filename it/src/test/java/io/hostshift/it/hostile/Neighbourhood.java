package io.hostshift.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A {@link Room} with those who are to come to no harm: a JVM of root's that listens, an honest one
 * of another user's, and daemons that are no JVMs. Whatever root runs here is looked at afterwards.
 */
final class Neighbourhood implements AutoCloseable {
  /** What root gives an honest JVM that cannot read root's own jar; it belongs to its user. */
  private static final String OWN_COPY =
      ".*/tmp/\\.hostshift-[0-9-]+(/hostshift\\.jar)?: (null -> 1:1|1:1 .* -> null).*";

  private final Room room;
  private final RoomProcess first;
  private final RoomProcess victim;
  private final RoomProcess honest;
  private final RoomProcess rootsDaemon;
  private final RoomProcess othersDaemon;

  Neighbourhood() throws Exception {
    room = new Room();
    first = hostile(Room.Place.HOST);
    victim = room.honest(Room.ROOT);
    honest = room.honest(Room.DAEMON);
    rootsDaemon = room.stranger(Room.ROOT, "backup");
    othersDaemon = room.stranger(Room.BIN, "hostshift");
    attachHonest();
    RootRun list = room.run("list");
    assertThat(list.out()).as("%s", list).contains(row(victim)).contains(row(honest));
  }

  Room room() {
    return room;
  }

  /** A hostile JVM that commands come to before all others. */
  RoomProcess first() {
    return first;
  }

  /** A JVM of root's, without an agent, that listens. */
  RoomProcess victim() {
    return victim;
  }

  /** A JVM of another user's, with an agent. */
  RoomProcess honest() {
    return honest;
  }

  /** A daemon of root's that is no JVM. */
  RoomProcess rootsDaemon() {
    return rootsDaemon;
  }

  private static String row(RoomProcess jvm) {
    return "\n" + jvm.pid() + " ";
  }

  private void attachHonest() throws Exception {
    RootRun attach = room.run("attach", Long.toString(honest.pid()), "log=off");
    assertThat(attach.code()).as("%s", attach).isZero();
  }

  /** A hostile JVM that also looks as if it had an agent. */
  RoomProcess hostile(Room.Place where) throws Exception {
    return room.hostile(where).tell("thread hostshift");
  }

  /** Runs a command against a hostile process; nobody else may notice. */
  RootRun run(Command command, RoomProcess hostile) throws Exception {
    return run(command, hostile, 0, () -> {}, room.jar());
  }

  /** As above, from this jar, with a deed before one of its system calls. */
  RootRun run(Command command, RoomProcess hostile, int moment, Runnable deed, Path jar)
      throws Exception {
    hostile.tell("answer " + command.answer().name().toLowerCase(Locale.ROOT));
    return harmless(() -> room.run(moment, deed, jar, command.of(hostile)), command.showsAll());
  }

  /** What root runs. */
  interface Runs {
    RootRun run() throws Exception;
  }

  /** Runs it, and looks whether anybody came to harm. */
  RootRun harmless(Runs runs, boolean showsAll) throws Exception {
    Watched before = room.watched();
    int ran = room.victims().size();
    long signals = signals();
    int said = victim.out().all().size();
    RootRun run = runs.run();
    List<Integer> victims = room.victims();
    assertThat(victims.subList(ran, victims.size()))
        .as("users who ran another's code in %s", run)
        .isEmpty();
    assertThat(before.changesTo(room.watched()))
        .as("changed by %s", run)
        .allMatch(change -> change.matches(OWN_COPY));
    assertThat(signals()).as("signals before and after %s", run).isEqualTo(signals);
    assertThat(victim.out().all()).as("%s", run).hasSize(said);
    run.assertDecent();
    if (showsAll) {
      assertThat("\n" + run.out())
          .as("%s", run)
          .containsPattern("\n(JVM )?" + honest.pid() + " .*HonestJvm");
    }
    return run;
  }

  /** Root's commands still serve the honest JVM: into it, to it, and out of it. */
  void assertHonestIsServed() throws Exception {
    String pid = Long.toString(honest.pid());
    assertHonestIsShown();
    RootRun detach = room.run("detach", pid);
    assertThat(detach.code()).as("%s", detach).isZero();
    attachHonest();
    RootRun list = room.run("list");
    assertThat(list.out()).as("%s", list).containsPattern("\n" + pid + " +daemon +17\\S* +[0-9]");
  }

  /** Root still sees how the agent in the honest JVM stands. */
  void assertHonestIsShown() throws Exception {
    String pid = Long.toString(honest.pid());
    RootRun status = room.run("status", pid);
    assertThat(status.code()).as("%s", status).isIn(0, 3);
    assertThat(status.out()).contains("JVM " + pid).contains("HonestJvm").contains("Settings");
  }

  private long signals() {
    return rootsDaemon.count("signal") + othersDaemon.count("signal");
  }

  @Override
  public void close() throws Exception {
    room.close();
  }
}
