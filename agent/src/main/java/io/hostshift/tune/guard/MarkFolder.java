package io.hostshift.tune.guard;

import io.hostshift.base.FileTrust;
import io.hostshift.base.Ownership;
import io.hostshift.base.UserFolders;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where marks are left: the first of several folders that is this user's alone, on a way that
 * nobody else can turn, and on a disk of this machine. They are looked for in each such folder.
 */
final class MarkFolder {
  private static final String NAME = "hostshift";
  private static final int TRIES = 3;

  private final Map<Path, Integer> candidates;
  private final LocalDisks.Look disks;

  /**
   * @param candidates each with how many folders of its end are made where they are not there
   * @param disks what is mounted, which may be much: it is looked at anew and not kept
   */
  MarkFolder(Map<Path, Integer> candidates, LocalDisks.Look disks) {
    this.candidates = candidates;
    this.disks = disks;
  }

  /**
   * Those of this user: {@code $XDG_STATE_HOME} or else {@code ~/.local/state}, which outlive what
   * a service has below {@code /tmp}; then where JVMs of one user meet.
   *
   * @param environment the value of a variable; null if there is none
   * @param home the user's; may be anything where it has none
   */
  static MarkFolder ofThisUser(UnaryOperator<String> environment, String home) throws IOException {
    Map<Path, Integer> candidates = new LinkedHashMap<>();
    String state = environment.apply("XDG_STATE_HOME");
    if (state != null && state.startsWith("/")) {
      candidates.put(Paths.get(state, NAME), 2);
    } else if (home != null && home.startsWith("/")) {
      candidates.put(Paths.get(home, ".local", "state", NAME), 3);
    }
    UserFolders.ofThisUser().forEach((folder, make) -> candidates.put(folder, make ? 1 : 0));
    return new MarkFolder(candidates, () -> LocalDisks.read(new File("/proc/self/mountinfo")));
  }

  /** All marks of this command line and version that are there. */
  List<Mark> marks(Life life) throws IOException {
    List<Mark> marks = new ArrayList<>();
    LocalDisks local = disks.now();
    for (Path folder : candidates.keySet()) {
      if (local.refusal(folder) == null && folder.toFile().isDirectory()) {
        marks.addAll(marks(folder, life));
      }
    }
    return marks;
  }

  private List<Mark> marks(Path folder, Life life) throws IOException {
    List<Mark> marks = new ArrayList<>();
    String[] names = folder.toFile().list((where, name) -> name.startsWith(Mark.prefix(life)));
    if (names == null || names.length == 0 || refusal(folder) != null) {
      return marks;
    }
    for (String name : names) {
      Mark mark = name.endsWith(".new") ? null : Mark.read(folder.resolve(name));
      if (mark != null) {
        marks.add(mark);
      }
    }
    return marks;
  }

  /** The file in which the JVM of a mark says what it has died of since; null if there is none. */
  String crashFile(Mark mark) throws IOException {
    LocalDisks local = disks.now();
    long millis = mark.file().lastModified();
    for (String file : Arrays.asList(mark.crashFile(), CrashFile.elsewhere(mark.pid()))) {
      if (local.refusal(Paths.get(file).toAbsolutePath()) == null
          && CrashFile.isThere(file, millis)) {
        return file;
      }
    }
    return null;
  }

  /**
   * Leaves a mark.
   *
   * @param row how many lives in a row have left one, this one included
   * @throws IOException if no folder can be had, with what is wrong with each
   */
  Mark leave(Life life, int row, String write) throws IOException {
    LocalDisks local = disks.now();
    List<String> refusals = new ArrayList<>();
    for (Map.Entry<Path, Integer> candidate : candidates.entrySet()) {
      Path folder = candidate.getKey();
      String refusal = local.refusal(folder);
      for (int tried = 1; refusal == null; tried++) {
        try {
          List<Path> goes = made(folder, candidate.getValue());
          refusal = refusal(folder);
          if (refusal == null) {
            return Mark.leave(folder, goes, life, row, write);
          }
        } catch (NoSuchFileException e) {
          // Another JVM may have taken its mark away just now, and the folder.
          refusal = tried == TRIES ? "cannot be used: " + e : null;
        } catch (IOException | RuntimeException e) {
          refusal = "cannot be used: " + e;
        }
      }
      refusals.add(folder + " " + refusal);
    }
    throw new IOException(String.join(", ", refusals));
  }

  /**
   * Makes the folder where it is not there.
   *
   * @return what goes with the mark: the folder itself, and those above that were made for it
   */
  private static List<Path> made(Path folder, int most) throws IOException {
    List<Path> made = new ArrayList<>();
    make(folder, most, made);
    if (most > 0 && !made.contains(folder)) {
      made.add(folder); // An earlier life's, which has not come to it.
    }
    return made;
  }

  /**
   * @param made gets those that were made, the innermost first
   */
  private static void make(Path folder, int most, List<Path> made) throws IOException {
    if (most == 0 || Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path above = folder.getParent();
    make(above, most - 1, made);
    String distrust = FileTrust.distrust(above.toFile());
    if (distrust != null) {
      throw new IOException(distrust);
    }
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // Another JVM's, just now: looked at by the caller.
      return;
    }
    made.add(0, folder);
  }

  /** Why it is not used; null if it may be. */
  private static String refusal(Path folder) throws IOException {
    String distrust = FileTrust.distrust(folder.toFile());
    if (distrust != null) {
      return "is not trusted: " + distrust;
    }
    Ownership found = Ownership.of(folder);
    return found.isFolder() && found.isAloneOf(Ownership.self())
        ? null
        : "is not a folder of this user alone";
  }
}
