package io.hostshift.it.retune;

import io.hostshift.it.run.Program;
import io.hostshift.it.run.VerifyingLoad;
import java.nio.file.Path;

/**
 * {@link VerifyingLoad} in one JVM with a thread that puts the agent's settings back and retunes
 * them every few milliseconds, over the JVM's own MBean server. How often {@code gc.concurrent} has
 * another number afterwards than before is the property {@code load.flips}.
 */
final class FlippingLoad {
  private static final String SOURCE =
      """
      import java.lang.management.ManagementFactory;
      import java.util.Random;
      import javax.management.*;
      import javax.management.openmbean.CompositeData;
      public class Flipping {
        public static void main(String[] args) throws Exception {
          Thread flips = new Thread(Flipping::flip, "flips");
          flips.setDaemon(true);
          flips.start();
          Load.main(args);
        }
        static void flip() {
          try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName tuning = new ObjectName("io.hostshift:type=Tuning");
            while (!server.isRegistered(new ObjectName("io.hostshift:type=Watcher"))) {
              Thread.sleep(10);
            }
            Random random = new Random(4);
            long flips = 0;
            Object last = number(server, tuning);
            for (int i = 0; ; i++) {
              try {
                server.invoke(tuning, i % 2 == 0 ? "restore" : "retune", null, null);
              } catch (RuntimeMBeanException e) {
                continue; // The agent is slow to come to it, where HotSpot checks itself.
              }
              Object now = number(server, tuning);
              if (!now.equals(last)) flips++;
              last = now;
              System.setProperty("load.flips", Long.toString(flips));
              Thread.sleep(1 + random.nextInt(4));
            }
          } catch (Exception e) {
            System.out.println("cannot flip: " + e);
            Runtime.getRuntime().halt(4);
          }
        }
        static Object number(MBeanServer server, ObjectName tuning) throws JMException {
          for (CompositeData row : (CompositeData[]) server.getAttribute(tuning, "Settings")) {
            if (row.get("name").equals("gc.concurrent")) return row.get("current");
          }
          throw new IllegalStateException("no gc.concurrent");
        }
      }
      """;

  private FlippingLoad() {}

  static Program compile(Path folder) {
    VerifyingLoad.compile(folder);
    return Program.compile(folder, "Flipping", SOURCE);
  }
}
