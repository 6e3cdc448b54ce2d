package io.hostshift.testapp.demo;

import io.hostshift.testapp.Arguments;
import io.hostshift.testapp.Main;
import io.hostshift.testapp.service.JsonClient;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import javax.management.remote.JMXConnector;

/** {@code demo}: starts the service with the agent, plays, and cleans up. */
public final class DemoCommand {
  private static final long LONGEST_MILLIS = 28_000;

  private DemoCommand() {}

  /** Returns 0 only if all was noticed and retuned for. */
  public static int run(String[] arguments) throws Exception {
    String asked = Arguments.parse(arguments, "agent").text("agent", null);
    Path own = Paths.get(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path agent = AgentJar.find(asked == null ? null : Paths.get(asked), own);
    Palette palette =
        Palette.of(Terminal.attached(), System.getenv("NO_COLOR"), System.getenv("TERM"));
    Screen screen = new Screen(System.out, palette);
    try (Stage stage = Stage.open(agent)) {
      // Ctrl-C ends a process by its hooks.
      Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "clean-up"));
      limit(screen);
      return play(stage, screen);
    }
  }

  private static int play(Stage stage, Screen screen) throws Exception {
    screen.title(
        "hostshift demo",
        "A small HTTP service under load, in a JVM with the hostshift agent. It runs on a copy of"
            + " a guest's files; nothing of this machine is changed.");
    screen.step(1, "Start the service in a guest on " + Demo.HOST_A);
    screen.note(
        String.format(
            "Java %s, sized for the largest host: -XX:ActiveProcessorCount=%d. The guest sees %d"
                + " processors; its rule on %s: half of them.",
            System.getProperty("java.version"), Demo.CEILING, GuestTree.PROCESSORS, Demo.HOST_A));
    try {
      JsonClient client = stage.start();
      try (JMXConnector connector = stage.connect()) {
        AgentMBeans mbeans = new AgentMBeans(connector.getMBeanServerConnection());
        stage.await(mbeans);
        Application service = stage.application(client);
        List<String> missing = new Demo(stage.guest(), mbeans, service, Pace.real(), screen).play();
        if (missing.isEmpty()) {
          return 0;
        }
      }
    } catch (IOException e) {
      if (stage.closed()) {
        // Ctrl-C took the service away; that is no finding.
        return 1;
      }
      screen.blank();
      screen.failure("The demo could not go on: " + e.getMessage());
    }
    for (String line : stage.said()) {
      screen.note("service: " + line);
    }
    return 1;
  }

  /** Whatever hangs, a demo ends. */
  private static void limit(Screen screen) {
    Thread limit =
        new Thread(
            () -> {
              try {
                Thread.sleep(LONGEST_MILLIS);
              } catch (InterruptedException e) {
                return;
              }
              screen.failure("Not finished after " + LONGEST_MILLIS / 1000 + " s: given up.");
              System.exit(1);
            },
            "time limit");
    limit.setDaemon(true);
    limit.start();
  }
}
