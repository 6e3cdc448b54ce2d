package io.hostshift.boot;

import java.io.File;

/**
 * The jar that an attachment brings, where it says so before its configuration: {@code @attach FILE
 * hostshift.jar=PATH,key=value}. A JVM that had the agent before keeps the classes of this package
 * from the jar of that time, and they would else know of no other. In the path {@code %}, comma and
 * space are written as in a URL.
 *
 * <p>Whoever attaches may have the JVM run anything, so that naming a jar gives nobody more.
 */
final class NamedJar {
  static final String KEY = "hostshift.jar=";

  private final File file;
  private final String arguments;

  private NamedJar(File file, String arguments) {
    this.file = file;
    this.arguments = arguments;
  }

  /**
   * @param arguments of the attachment; may be null
   */
  static NamedJar of(String arguments) {
    String[] words = arguments == null ? new String[0] : arguments.split(" ", 3);
    if (words.length < 3 || !arguments.startsWith("@") || !words[2].startsWith(KEY)) {
      return new NamedJar(null, arguments);
    }
    int comma = words[2].indexOf(',');
    String path = words[2].substring(KEY.length(), comma < 0 ? words[2].length() : comma);
    String rest = comma < 0 ? "" : words[2].substring(comma + 1);
    return new NamedJar(new File(decoded(path)), words[0] + " " + words[1] + " " + rest);
  }

  private static String decoded(String path) {
    return path.replace("%20", " ").replace("%2C", ",").replace("%25", "%");
  }

  /** Null if none is named. */
  File file() {
    return file;
  }

  /** Without it. */
  String arguments() {
    return arguments;
  }
}
