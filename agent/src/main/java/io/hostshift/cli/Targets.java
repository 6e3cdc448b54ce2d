package io.hostshift.cli;

import io.hostshift.attach.JvmList;
import io.hostshift.attach.JvmProcess;
import io.hostshift.attach.UnreachableException;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which JVMs a word on the command line means: a number, a part of a main class's name, all. */
final class Targets {
  static final String ALL = "all";

  private Targets() {}

  /**
   * At least one.
   *
   * @throws UnreachableException if there is none
   */
  static List<JvmProcess> of(String word) throws UnreachableException {
    JvmList list = new JvmList(new File("/proc"));
    if (word.matches("[0-9]{1,10}")) {
      return Collections.singletonList(list.jvm(Long.parseLong(word)));
    }
    List<JvmProcess> matching = matching(word, list.jvms());
    if (matching.isEmpty()) {
      throw new UnreachableException(
          word.equals(ALL)
              ? "finds no JVM that this user can see; run it as the JVMs' user"
              : "finds no JVM whose main class has "
                  + Printable.of(word)
                  + " in its name; java -jar hostshift.jar list shows the JVMs");
    }
    return matching;
  }

  private static List<JvmProcess> matching(String word, List<JvmProcess> jvms) {
    List<JvmProcess> matching = new ArrayList<>();
    for (JvmProcess jvm : jvms) {
      if (word.equals(ALL) || jvm.main().contains(word)) {
        matching.add(jvm);
      }
    }
    return matching;
  }
}
