package io.hostshift.it.place;

import io.hostshift.it.run.JvmCommand;
import java.nio.file.Path;

/** What starts a program in a control group. */
final class GroupStarter {
  private GroupStarter() {}

  /**
   * For {@link JvmCommand#startedBy}.
   *
   * @param procs the group's file that takes the numbers of processes
   */
  static String[] into(Path procs) {
    return new String[] {"sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", procs.toString()};
  }
}
