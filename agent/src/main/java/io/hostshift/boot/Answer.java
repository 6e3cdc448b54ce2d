package io.hostshift.boot;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Where whoever attached wants to be answered: an attachment's arguments may begin with
 * {@code @COMMAND FILE}, with a file that is there already. Only what boot itself has to say is
 * written here; all else the agent writes.
 */
final class Answer {
  private final File file;

  private Answer(File file) {
    this.file = file;
  }

  /**
   * @param arguments of the attachment; may be null
   */
  static Answer of(String arguments) {
    if (arguments == null || !arguments.startsWith("@")) {
      return new Answer(null);
    }
    String[] words = arguments.split(" ", 3);
    return new Answer(words.length < 2 ? null : new File(words[1]));
  }

  /** Tells why the agent does not run, and that everything else does. */
  void off(Throwable why) {
    refuse("is off, the application runs without it: " + Console.reason(why) + hint());
  }

  /** Where its folder is gone, Java's file system says no more than that something is missing. */
  private static String hint() {
    try {
      return new File(System.getProperty("user.dir", "/")).isDirectory()
          ? ""
          : "; its working folder was deleted, restart it in one that stays";
    } catch (SecurityException e) {
      return ""; // That is what it is off for.
    }
  }

  /** Says why it cannot be done, to whoever asked, and else on the console. */
  void refuse(String reason) {
    if (file == null || !file.isFile()) {
      Console.say(reason);
      return;
    }
    try {
      refuseLink();
      append("error " + reason + "\n");
    } catch (IOException e) {
      Console.say(reason + " (and could not say so in " + file + ": " + e.getMessage() + ")");
    }
  }

  /** Whoever may put a link there has the JVM's user write where that one may not want to. */
  private void refuseLink() throws IOException {
    File folder = file.getAbsoluteFile().getParentFile().getCanonicalFile();
    if (!new File(folder, file.getName()).equals(file.getCanonicalFile())) {
      throw new IOException("it is a link");
    }
  }

  private void append(String line) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file, true)) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
