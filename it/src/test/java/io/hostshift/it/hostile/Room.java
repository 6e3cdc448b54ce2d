package io.hostshift.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.place.OpenPlace;
import io.hostshift.it.place.Partition;
import io.hostshift.it.run.CProgram;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Machines;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processes and folders of their own for root, for users that mean well and for one that does not:
 * what runs here sees no process outside, and an empty /tmp of mode 1777.
 *
 * <p>Its /srv has files that are to stay as they are: {@code hostdir} and {@code shadow} of root's,
 * {@code daemon} of another user's; and {@code marks}, where everybody may write.
 */
final class Room implements AutoCloseable {
  static final int ROOT = 0;
  static final int DAEMON = 1;
  static final int BIN = 2;
  static final int NOBODY = 65534;

  private static final String HOSTDIR =
      """
      echo root > /srv/hostdir/answer
      echo root > /srv/hostdir/hostshift.jar
      """;

  private static final String SET_UP =
      """
      mount -t tmpfs -o mode=755 tmpfs /srv
      mkdir -p /srv/hostdir /srv/daemon
      mkdir -m 1777 /srv/marks
      echo root > /srv/shadow
      chmod 600 /srv/shadow
      echo daemon > /srv/daemon/answer
      chown -R 1:1 /srv/daemon
      echo root > /tmp/kept-shadow
      chmod 600 /tmp/kept-shadow
      echo root > /tmp/kept-shared
      chmod 666 /tmp/kept-shared
      mount -t tmpfs -o mode=755 tmpfs "$1/containers"
      """;

  private static final String CONTAINER =
      """
      folder=$1 user=$2 jdk=$3 app=$4
      shift 4
      mkdir -p "$folder/lower" "$folder/upper" "$folder/work" "$folder/root"
      cd "$folder/lower"
      mkdir -p usr proc dev etc srv ".$jdk" ".$app"
      for each in bin sbin lib lib64; do ln -s "usr/$each" "$each"; done
      cp /etc/passwd /etc/group etc
      cp -r "$app/classes" "$app/evil.jar" ".$app"
      cd /
      mount -t overlay overlay \
        -o "lowerdir=$folder/lower,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
      chown "$user:$user" "$folder/root"
      mkdir -m 1777 "$folder/root/tmp"
      chown "$user:$user" "$folder/root/tmp"
      mount --bind /usr "$folder/root/usr"
      mount --bind /dev "$folder/root/dev"
      mount --bind "$jdk" "$folder/root$jdk"
      exec unshare --pid --fork --kill-child --mount-proc="$folder/root/proc" \
        chroot "$folder/root" setpriv --reuid="$user" --regid="$user" --clear-groups \
        --bounding-set=-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+net_raw \
        "$@"
      """;

  private final Jdk jdk = Jdk.of(17);
  private final OpenPlace place;
  private final Partition partition;
  private final Path moments;
  private final List<RoomProcess> processes = new ArrayList<>();
  private int started;

  Room() throws Exception {
    assumeThat(CProgram.canCompile()).as("a C compiler").isTrue();
    place = new OpenPlace();
    Path folder = place.folder();
    partition = new Partition(folder);
    moments = CProgram.program(folder, "moments");
    CProgram.program(folder, "stranger");
    Files.createDirectories(folder.resolve("containers"));
    Path classes = folder.resolve("classes/io/hostshift/it/hostile");
    Files.createDirectories(classes);
    Path own =
        Path.of(Room.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("io/hostshift/it/hostile");
    try (Stream<Path> all = Files.list(own)) {
      for (Path each : all.toList()) {
        Files.copy(each, classes.resolve(each.getFileName()));
      }
    }
    pack(folder);
    Files.createDirectories(folder.resolve("closed"));
    Files.copy(place.jar(), closedJar());
    Files.setPosixFilePermissions(closedJar(), PosixFilePermissions.fromString("rw-r-----"));
    String opened = jdk.home().startsWith(Machines.folder()) ? OpenPlace.opened() : "";
    shell(opened + "\n" + SET_UP + HOSTDIR, folder.toString());
  }

  /** What another test may have lost is there again. */
  void restore() throws Exception {
    shell(HOSTDIR);
  }

  /** The jar that hostile processes would like others to run. */
  private static void pack(Path folder) throws Exception {
    Path part = Files.createDirectories(folder.resolve("evil"));
    String source =
        """
        public class Evil {
          public static void agentmain(String arguments) throws Exception {
            java.io.File.createTempFile("ran", "", new java.io.File("/srv/marks"));
          }
        }
        """;
    Program.compile(part, "Evil", source)
        .pack(
            folder.resolve("evil.jar"),
            // It is found also where a jar of the same path was loaded before.
            Map.of(
                "Agent-Class", "Evil", "Boot-Class-Path", folder.resolve("evil.jar").toString()));
  }

  /** Root's jar, which everybody may read. */
  Path jar() {
    return place.jar();
  }

  /** Root's jar, which nobody else may read. */
  Path closedJar() {
    return place.folder().resolve("closed/hostshift.jar");
  }

  /** The jar of the attacker's. */
  Path evilJar() {
    return place.folder().resolve("evil.jar");
  }

  /** A file of the room, as it is seen from here. */
  Path seen(String path) {
    return root().resolve(path.substring(1));
  }

  private Path root() {
    return Path.of("/proc/" + partition.enter()[2] + "/root");
  }

  /** Runs shell commands as root, to their end. */
  void shell(String commands, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(partition.enter()));
    words.addAll(List.of("sh", "-ec", commands, "sh"));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** An honest JVM of this user's. */
  RoomProcess honest(int user) throws IOException {
    return java(as(user), HonestJvm.class);
  }

  /** A hostile JVM of nobody's, which listens. */
  RoomProcess hostile(Place where) throws IOException {
    return java(words(where), HostileJvm.class, evilJar().toString()).tell("listen");
  }

  /** A hostile JVM of nobody's, with an attach listener of its own. */
  RoomProcess hostileThatDoesNotListen() throws IOException {
    return java(as(NOBODY), HostileJvm.class, evilJar().toString());
  }

  /** A daemon of this user's that is no JVM and handles SIGQUIT; its thread has this name. */
  RoomProcess stranger(int user, String name) throws IOException {
    List<String> words = new ArrayList<>(as(user));
    String mark = "mark-" + place.folder().getFileName() + "-" + ++started;
    words.addAll(List.of(place.folder().resolve("stranger").toString(), name, mark));
    return start(words, mark);
  }

  /** Where a hostile process is. */
  enum Place {
    /** Beside the others, as nobody. */
    HOST,
    /** There too, in namespaces for users and mounts of its own, with a /tmp of its own. */
    USER_NAMESPACE,
    /** In a container, as its root. */
    CONTAINER,
    /** In a container, as nobody. */
    CONTAINER_OF_NOBODY
  }

  private List<String> words(Place where) {
    List<String> words = new ArrayList<>();
    switch (where) {
      case HOST:
        return as(NOBODY);
      case USER_NAMESPACE:
        words.addAll(as(NOBODY));
        words.addAll(
            List.of(
                "unshare",
                "-Urm",
                "sh",
                "-ec",
                "own=$(mktemp -d /tmp/kept-XXXXXX); mkdir $own/tmp $own/host; chmod 755 $own/tmp;"
                    + " mount --rbind /tmp $own/host; mount --rbind $own/host /mnt;"
                    + " mount --bind $own/tmp /tmp; exec \"$@\"",
                "sh"));
        return words;
      default:
        words.addAll(List.of(partition.enter()));
        words.addAll(List.of("unshare", "-m", "sh", "-ec", CONTAINER, "sh"));
        words.add(place.folder().resolve("containers/" + ++started).toString());
        words.add(Integer.toString(where == Place.CONTAINER ? ROOT : NOBODY));
        words.add(jdk.home().toString());
        words.add(place.folder().toString());
        return words;
    }
  }

  /** Where a hostile process there sees the sockets of the room. */
  static String socket(Place where, RoomProcess process) {
    return (where == Place.USER_NAMESPACE ? "/mnt" : "/tmp") + "/.java_pid" + process.pid();
  }

  private List<String> as(int user) {
    List<String> words = new ArrayList<>(List.of(partition.enter()));
    words.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    return words;
  }

  private RoomProcess java(List<String> before, Class<?> main, String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>(before);
    String mark = "-Dmark=" + place.folder().getFileName() + "-" + ++started;
    words.addAll(
        List.of(
            jdk.java().toString(),
            "-Xmx200m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            mark,
            "-cp",
            place.folder().resolve("classes").toString(),
            main.getName()));
    words.addAll(List.of(arguments));
    return start(words, mark);
  }

  private RoomProcess start(List<String> words, String mark) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("HOSTSHIFT_.*|.*JAVA_.*OPTIONS"));
    RoomProcess process = new RoomProcess(builder.start(), mark);
    processes.add(process);
    return process;
  }

  /** Runs a command of root's. */
  RootRun run(String... arguments) throws Exception {
    return run(0, () -> {}, jar(), arguments);
  }

  /** As above, from this jar, with a deed before one of its system calls. */
  RootRun run(int moment, Runnable deed, Path jar, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(partition.enter()));
    words.addAll(List.of("env", "-u", "JAVA_TOOL_OPTIONS", "-u", "_JAVA_OPTIONS"));
    words.add(moments.toString());
    List<String> command = new ArrayList<>(List.of(jdk.java().toString(), "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return RootRun.of(words, place.folder(), moment, deed, command);
  }

  /** What is to stay as it is. */
  Watched watched() {
    String folder = place.folder().toString().substring(1);
    return Watched.of(
        root(),
        NOBODY,
        List.of("srv", "tmp", folder + "/closed", folder + "/hostshift.jar", folder + "/classes"));
  }

  /** Who has run code that was not his own: the owners of what it leaves, but for nobody. */
  List<Integer> victims() throws IOException {
    try (Stream<Path> marks = Files.list(seen("/srv/marks"))) {
      List<Integer> users = new ArrayList<>();
      for (Path mark : marks.toList()) {
        users.add((Integer) Files.getAttribute(mark, "unix:uid"));
      }
      users.removeIf(user -> user == NOBODY);
      return users;
    }
  }

  @Override
  public void close() throws Exception {
    processes.forEach(RoomProcess::close);
    partition.close();
    place.close();
  }
}
