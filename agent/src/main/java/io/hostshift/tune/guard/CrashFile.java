package io.hostshift.tune.guard;

import io.hostshift.base.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file in which HotSpot says what it has died of. A JVM that was killed leaves none, and one
 * that has crashed nearly always does: so it tells the two apart where they look the same.
 */
final class CrashFile {
  private static final Pattern NAMED = Pattern.compile("-XX:ErrorFile=(\\S+)");

  /** Some file systems keep times to the second, or to two. */
  private static final long COARSE_MILLIS = 2000;

  private CrashFile() {}

  /**
   * Its path, as HotSpot would make it.
   *
   * @param pid the number of the process, as it knows it itself
   * @param folder the one that it was started in
   * @param options from the weakest to the strongest; null where there are none
   */
  static String of(String pid, String folder, String... options) {
    String named = "hs_err_pid%p.log";
    for (String some : options) {
      Matcher matcher = NAMED.matcher(some == null ? "" : some);
      while (matcher.find()) {
        named = matcher.group(1);
      }
    }
    String name = named.replace("%%", "%").replace("%p", pid);
    return name.startsWith("/") || folder == null ? name : folder + "/" + name;
  }

  /**
   * Where HotSpot writes it if it cannot do so there.
   *
   * @param pid the number of the process
   */
  static String elsewhere(String pid) {
    return "/tmp/hs_err_pid" + pid + ".log";
  }

  /**
   * Whether one of this user is there that is no older than a time.
   *
   * @param millis since the epoch
   */
  static boolean isThere(String file, long millis) {
    try {
      Path path = Paths.get(file);
      Ownership found = Ownership.of(path);
      return path.isAbsolute()
          && found.isRegular()
          && found.owner() == Ownership.self()
          && Files.getLastModifiedTime(path).toMillis() >= millis - COARSE_MILLIS;
    } catch (IOException | RuntimeException e) {
      return false; // Nothing that can be looked at is no crash that is known of.
    }
  }
}
