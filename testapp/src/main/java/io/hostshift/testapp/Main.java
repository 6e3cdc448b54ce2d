package io.hostshift.testapp;

import io.hostshift.testapp.demo.DemoCommand;
import io.hostshift.testapp.service.ServeCommand;
import java.util.Arrays;

/** The command line: {@code serve} runs the service, {@code demo} shows the agent at work on it. */
public final class Main {
  private static final String USAGE =
      "usage: java -jar hostshift-testapp.jar COMMAND [key=value...]\n"
          + "\n"
          + "  demo    move a guest's files between hosts and show what the agent does\n"
          + "            agent=PATH     hostshift.jar, if it is not where the build puts it\n"
          + "  serve   a small HTTP service under load\n"
          + "            host=127.0.0.1 address to bind\n"
          + "            port=0         0 takes a free one\n"
          + "            load=2         threads of the built-in load generator\n"
          + "            pool=0         threads that answer; 0: one for each processor\n"
          + "            pauseMs=2      pause of each of them between two requests\n"
          + "            rate=0         orders a second of all of them together, whatever the answers\n"
          + "                           take; 0: a pause after each\n"
          + "            heapMb=64      live data that is replaced and verified all the time\n"
          + "            daemon=true    whether all threads but main are daemons\n"
          + "            seconds=0      end after so long; 0 means never\n";

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    if (arguments.length == 0) {
      System.err.print(USAGE);
      return 2;
    }
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      switch (arguments[0]) {
        case "serve":
          return ServeCommand.run(rest);
        case "demo":
          return DemoCommand.run(rest);
        case "help":
        case "--help":
        case "-h":
          System.out.print(USAGE);
          return 0;
        default:
          throw new UsageException("unknown command '" + arguments[0] + "': serve or demo");
      }
    } catch (UsageException e) {
      System.err.println("testapp: " + e.getMessage());
      return 2;
    } catch (Exception e) {
      System.err.println("testapp: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      return 1;
    }
  }
}
