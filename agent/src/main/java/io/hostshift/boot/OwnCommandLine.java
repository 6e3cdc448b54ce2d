package io.hostshift.boot;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Tells whether this JVM runs {@code java -jar hostshift.jar}, from whatever copy of the jar: the
 * agent is in it where {@code JAVA_TOOL_OPTIONS} brings it into all JVMs of a service. It would
 * speak of a JVM that is gone a moment later, and write to that service's files.
 */
final class OwnCommandLine {
  private static final String MAIN = "io.hostshift.boot.Main";

  private OwnCommandLine() {}

  static boolean isRunning() {
    String command = System.getProperty("sun.java.command", "");
    return command.equals(MAIN)
        || command.startsWith(MAIN + " ")
        || isOurs(System.getProperty("java.class.path"));
  }

  /**
   * @param classPath a class path that is one jar, as that of {@code java -jar}; may be null
   */
  static boolean isOurs(String classPath) {
    if (classPath == null || classPath.indexOf(File.pathSeparatorChar) >= 0) {
      return false;
    }
    File jar = new File(classPath);
    if (!jar.isFile()) {
      return false;
    }
    try (RandomAccessFile file = new RandomAccessFile(jar, "r")) {
      return new JarSlice(file, 0, file.length()).contains(IsolatingLoader.ISOLATED);
    } catch (IOException | RuntimeException e) {
      // An application that is started from what is no jar of ours.
      return false;
    }
  }
}
