package io.hostshift.attach;

import java.io.File;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a {@code java} command runs, from its arguments. */
final class JavaCommandLine {
  /** Options of the launcher whose value is an argument of its own. */
  private static final Set<String> WITH_VALUE =
      new HashSet<>(
          Arrays.asList(
              "-cp",
              "-classpath",
              "--class-path",
              "-p",
              "--module-path",
              "--upgrade-module-path",
              "--add-modules",
              "--limit-modules",
              "--add-exports",
              "--add-opens",
              "--add-reads",
              "--patch-module",
              "--enable-native-access",
              "--source"));

  private JavaCommandLine() {}

  /**
   * The main class, the module, or the jar file's path; empty if none is named.
   *
   * @param arguments with the launcher as the first
   */
  static String main(List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean names =
          argument.equals("-jar") || argument.equals("-m") || argument.equals("--module");
      if (names) {
        return i + 1 < arguments.size() ? arguments.get(i + 1) : "";
      }
      if (argument.startsWith("--module=")) {
        return argument.substring("--module=".length());
      }
      if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
        return argument;
      }
    }
    return "";
  }

  /**
   * The first word of {@code sun.java.command}, without the folders of a jar file.
   *
   * @param command may be null
   */
  static String shortName(String command) {
    String main = command == null ? "" : command.trim();
    int jar = main.indexOf(".jar");
    // The path of a jar file may hold spaces.
    int end = jar < 0 ? main.indexOf(' ') : main.indexOf(' ', jar);
    main = end < 0 ? main : main.substring(0, end);
    return main.endsWith(".jar") ? new File(main).getName() : main;
  }
}
