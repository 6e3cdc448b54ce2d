package io.hostshift.boot;

import java.io.File;

/** {@code java -jar hostshift.jar COMMAND}: runs the command line in the isolating loader. */
public final class Main {
  private static final String CLI = "io.hostshift.cli.Cli";

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try {
      File jar = OwnJar.file();
      IsolatingLoader loader = OwnJar.open(jar);
      Thread.currentThread().setContextClassLoader(loader);
      if (!loader.contains(CLI)) {
        return withoutCommands(arguments);
      }
      Object code =
          loader.loadClass(CLI).getMethod("run", String[].class).invoke(null, (Object) arguments);
      return (Integer) code;
    } catch (Throwable e) {
      Console.say(
          "could not run its command line: "
              + Console.reason(e)
              + "; copy hostshift.jar anew, and compare its SHA-256");
      return 1;
    }
  }

  private static int withoutCommands(String[] arguments) {
    if (arguments.length == 1 && "--version".equals(arguments[0])) {
      System.out.println("hostshift " + Slot.version());
      return 0;
    }
    Console.say("has no commands in this build; usage: java -javaagent:hostshift.jar ...");
    return 2;
  }
}
