package io.hostshift.it.place;

import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Machines;
import io.hostshift.it.run.ShippedJars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An empty file system in place of a folder of this machine, for what runs in a mount namespace of
 * a test's own. What tests need of that folder stays where it was: the project, which may have been
 * cloned anywhere, the JDKs, and what a test names.
 */
public final class Cover {
  /**
   * Where the file system is put together before it is moved to its place. A folder of the kernel's
   * has nothing of what stays, and is itself again afterwards.
   */
  private static final String STAGE = "/sys";

  private Cover() {}

  /**
   * The commands that cover one folder, for a shell that may mount.
   *
   * @param folder such as {@code /tmp}
   * @param options of the tmpfs, such as {@code size=4k}, which is empty but for what stays; those
   *     that forbid writing are for {@code mount -o remount}, once this is done
   * @param kept what stays besides the project and the JDKs
   */
  public static String over(String folder, String options, Path... kept) {
    // Without a word of it in the file below /run that others read, and that may be covered too.
    StringBuilder commands = new StringBuilder();
    commands.append("mount -n -t tmpfs -o ").append(options).append(" tmpfs ").append(STAGE);
    for (Path each : below(Path.of(folder), kept)) {
      String place = STAGE + "/" + Path.of(folder).relativize(each);
      commands.append(
          String.format("; mkdir -p '%1$s'; mount -n --rbind '%2$s' '%1$s'", place, each));
    }
    return commands + String.format("; mount -n --move %s '%s'; ", STAGE, folder);
  }

  /** Of what stays, that which would be hidden; no folder that is within another of them. */
  private static List<Path> below(Path folder, Path... kept) {
    List<Path> all =
        Stream.concat(Stream.of(kept), needed())
            .map(each -> each.toAbsolutePath().normalize())
            .filter(each -> each.startsWith(folder) && !each.equals(folder))
            .distinct()
            .sorted()
            .toList();
    List<Path> outer = new ArrayList<>();
    for (Path each : all) {
      if (outer.stream().noneMatch(each::startsWith)) {
        outer.add(each);
      }
    }
    return outer;
  }

  /** The project (tests run in the folder of their module), the shipped jar, and the JDKs. */
  private static Stream<Path> needed() {
    return Stream.of(
        Path.of("").toAbsolutePath().getParent(),
        ShippedJars.agent().getParent(),
        Machines.folder(),
        Jdk.running().home());
  }
}
