package io.hostshift.it.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Files that are not the attacker's, with their owners, modes and contents, at one moment.
 *
 * @param files by their path
 */
record Watched(Map<String, String> files) {
  /**
   * Those of these folders, but for what belongs to the attacker itself, and for what lives by
   * itself: a JVM's perf data. What everybody may write to has its owner and mode to keep alone.
   *
   * @param root where the room's files are
   */
  static Watched of(Path root, int attacker, List<String> folders) {
    Map<String, String> files = new TreeMap<>();
    for (String folder : folders) {
      add(root.resolve(folder), attacker, files);
    }
    return new Watched(files);
  }

  /** What is there no more, is new or is another: paths with what they were and are. */
  List<String> changesTo(Watched later) {
    Set<String> paths = new TreeSet<>(files.keySet());
    paths.addAll(later.files.keySet());
    return paths.stream()
        .filter(path -> !Objects.equals(files.get(path), later.files.get(path)))
        .map(path -> path + ": " + files.get(path) + " -> " + later.files.get(path))
        .toList();
  }

  private static void add(Path path, int attacker, Map<String, String> files) {
    try {
      Map<String, Object> found =
          Files.readAttributes(
              path,
              "unix:uid,gid,mode,nlink,size,isDirectory,isRegularFile,isSymbolicLink",
              LinkOption.NOFOLLOW_LINKS);
      if (found.get("uid").equals(attacker)) {
        return;
      }
      boolean folder = (Boolean) found.get("isDirectory");
      String told = found.get("uid") + ":" + found.get("gid");
      told += " " + Integer.toOctalString((Integer) found.get("mode"));
      boolean everybodys = ((Integer) found.get("mode") & 2) != 0;
      if ((Boolean) found.get("isRegularFile") && !everybodys) {
        told += " " + found.get("size") + " " + Arrays.hashCode(Files.readAllBytes(path));
      } else if ((Boolean) found.get("isSymbolicLink")) {
        told += " " + Files.readSymbolicLink(path);
      }
      files.put(path.toString(), told);
      if (folder && !path.getFileName().toString().startsWith("hsperfdata_")) {
        try (Stream<Path> below = Files.list(path)) {
          below.toList().forEach(each -> add(each, attacker, files));
        }
      }
    } catch (NoSuchFileException e) {
      // It has gone since.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
