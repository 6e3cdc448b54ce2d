package io.hostshift.attach;

import io.hostshift.base.ProcStat;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A process as the kernel describes it, at one moment.
 *
 * <p>Format: proc(5), /proc/PID/status.
 */
public final class LinuxProcess {
  private static final int SIGQUIT = 3;

  private static final int MILLIS_PER_SECOND = 1000;

  private final File folder;
  private final long pid;
  private long innerPid;
  private int user = -1;
  private int group = -1;
  private long caught;
  private long startTicks;
  private String userName;
  private boolean ended;
  private boolean stopped;

  private LinuxProcess(File folder, long pid) {
    this.folder = folder;
    this.pid = pid;
    this.innerPid = pid;
  }

  /**
   * @param proc where the kernel shows its processes, {@code /proc}
   * @throws UnreachableException if there is none of this number
   */
  public static LinuxProcess of(File proc, long pid) throws UnreachableException {
    LinuxProcess process = new LinuxProcess(new File(proc, Long.toString(pid)), pid);
    if (!proc.isDirectory() || !new File(proc, "self").exists()) {
      throw new UnreachableException("needs Linux with /proc to find JVMs");
    }
    try {
      List<String> lines =
          Files.readAllLines(
              new File(process.folder, "status").toPath(), StandardCharsets.ISO_8859_1);
      lines.forEach(process::take);
      process.startTicks = ProcStat.of(process.folder).startTicks();
      return process;
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new UnreachableException(
          "finds no process " + pid + "; java -jar hostshift.jar list shows the JVMs", e);
    }
  }

  private void take(String line) {
    int colon = line.indexOf(':');
    String[] words = line.substring(colon + 1).trim().split("\\s+");
    switch (colon < 0 ? "" : line.substring(0, colon)) {
      case "State":
        ended = words[0].startsWith("Z") || words[0].startsWith("X");
        stopped = words[0].equalsIgnoreCase("T");
        break;
      case "Uid":
        user = Integer.parseUnsignedInt(words[1]);
        break;
      case "Gid":
        group = Integer.parseUnsignedInt(words[1]);
        break;
      case "NSpid":
        innerPid = Long.parseLong(words[words.length - 1]);
        break;
      case "SigCgt":
        caught = Long.parseUnsignedLong(words[0], 16);
        break;
      default:
    }
  }

  public long pid() {
    return pid;
  }

  /** As it is now. */
  LinuxProcess now() throws UnreachableException {
    return of(folder.getParentFile(), pid);
  }

  /** Whether its number is still that of the process that was looked at. */
  boolean isStill() {
    try {
      return ProcStat.of(folder).startTicks() == startTicks;
    } catch (IOException e) {
      return false;
    }
  }

  /** Its number in the innermost of its own PID namespaces: what the process takes for its own. */
  long innerPid() {
    return innerPid;
  }

  /** The effective user, as a number. */
  public int user() {
    return user;
  }

  /** The effective group, as a number. */
  public int group() {
    return group;
  }

  /** The user's name, or the number where it has none here. */
  public synchronized String userName() {
    userName = userName == null ? Users.name(folder, user) : userName;
    return userName;
  }

  /** Whether it is in a PID namespace below ours, as in a container. */
  public boolean inContainer() {
    return innerPid != pid;
  }

  /** Whether SIGQUIT is handled; a process that does not handle it is ended by it. */
  boolean catchesQuit() {
    return (caught & 1L << SIGQUIT - 1) != 0;
  }

  /** Whether it has ended; its entry may still be there. */
  public boolean ended() {
    return ended || !isStill();
  }

  /** Whether it stood still, by SIGSTOP or a debugger, when it was looked at. */
  boolean stopped() {
    return stopped;
  }

  /**
   * How long it has run by now, in milliseconds; {@link Long#MAX_VALUE} where that cannot be told,
   * as beside an uptime that is the container's.
   */
  long ageMillis() {
    try {
      byte[] uptime = Files.readAllBytes(new File(folder.getParentFile(), "uptime").toPath());
      String seconds = new String(uptime, StandardCharsets.US_ASCII).split(" ")[0];
      long start = startTicks * MILLIS_PER_SECOND / ProcStat.TICKS_A_SECOND;
      long age = (long) (Double.parseDouble(seconds) * MILLIS_PER_SECOND) - start;
      return age < 0 ? Long.MAX_VALUE : age;
    } catch (IOException | NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Whether one of its threads has one of these names, of at most 15 bytes each. */
  public boolean hasThread(String... names) {
    List<String> wanted = Arrays.asList(names);
    String[] threads = file("task").list();
    for (String thread : threads == null ? new String[0] : threads) {
      try {
        Path comm = file("task/" + thread + "/comm").toPath();
        if (wanted.contains(new String(Files.readAllBytes(comm), StandardCharsets.UTF_8).trim())) {
          return true;
        }
      } catch (IOException e) {
        // It has ended since.
        continue;
      }
    }
    return false;
  }

  /** A file that the kernel shows of this process, such as {@code maps}. */
  File file(String name) {
    return new File(folder, name);
  }

  /**
   * Whether it sees the same files at the same paths as we do. Of a JVM of our own user whose
   * program has rights that he has not (setcap) the kernel does not tell; then it counts as long as
   * it has the same number for itself as for us, and whoever answers is looked at.
   */
  boolean seesOurFiles() {
    File self = new File(folder.getParentFile(), "self");
    try {
      return Files.isSameFile(file("root").toPath(), new File(self, "root").toPath())
          && Files.readSymbolicLink(file("ns/mnt").toPath())
              .equals(Files.readSymbolicLink(new File(self, "ns/mnt").toPath()));
    } catch (AccessDeniedException e) {
      return !inContainer() && user == ownUser();
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static int ownUser() {
    try {
      return Users.self();
    } catch (UnreachableException e) {
      return -1;
    }
  }

  /** Whether it is in another user namespace than we are; false where that is not told. */
  boolean hasOwnUsers() {
    File self = new File(folder.getParentFile(), "self");
    try {
      return !Files.readSymbolicLink(file("ns/user").toPath())
          .equals(Files.readSymbolicLink(new File(self, "ns/user").toPath()));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
