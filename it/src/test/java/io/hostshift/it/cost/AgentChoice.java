package io.hostshift.it.cost;

import io.hostshift.it.neighbour.Neighbour;
import io.hostshift.it.run.EmptyAgent;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a JVM of a cost measurement has in it: no agent, one that does nothing, ours, or another.
 *
 * @param title as the tables name it
 * @param add adds it to a JVM
 */
record AgentChoice(String title, Consumer<JvmCommand> add) {
  static final AgentChoice NONE = new AgentChoice("no agent", command -> {});
  static final AgentChoice OURS = ours("hostshift", "");

  static final String EMPTY = "empty agent";
  static final String PAUSE_METER = "pause meter";
  static final String MBEAN_SERVER = "MBean server alone";

  private static final String MBEANS =
      """
      public class MBeanServerAlone {
        public static void premain(String arguments) {
          Thread thread = new Thread("mbean-server") {
            @Override public void run() {
              java.lang.management.ManagementFactory.getPlatformMBeanServer();
            }
          };
          thread.setDaemon(true);
          thread.start();
        }
      }
      """;

  /**
   * As jHiccup measures pauses, which is not on Maven Central: by sleeping for a millisecond and
   * recording by how much it was more, with a line of a log each five seconds.
   */
  private static final String METER =
      """
      import java.io.PrintStream;
      import org.HdrHistogram.*;
      public class PauseMeter extends Thread {
        private final HistogramLogWriter log;
        private final SingleWriterRecorder recorder = new SingleWriterRecorder(2);
        PauseMeter(String file) throws Exception {
          super("pause-meter");
          log = new HistogramLogWriter(new PrintStream(file));
        }
        public static void premain(String file) throws Exception {
          PauseMeter meter = new PauseMeter(file);
          meter.setDaemon(true);
          meter.start();
        }
        @Override public void run() {
          long shortest = Long.MAX_VALUE;
          long logged = System.nanoTime();
          Histogram recycled = null;
          try {
            while (true) {
              long begin = System.nanoTime();
              Thread.sleep(1);
              long end = System.nanoTime();
              shortest = Math.min(shortest, end - begin);
              recorder.recordValue(end - begin - shortest);
              if (end - logged > 5_000_000_000L) {
                logged = end;
                recycled = recorder.getIntervalHistogram(recycled);
                log.outputIntervalHistogram(recycled);
              }
            }
          } catch (InterruptedException e) {
            // It is to end.
          }
        }
      }
      """;

  /** What the JDK's own MBean server costs, with which the agent registers its MBeans. */
  static AgentChoice mbeanServer(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("mbeans"));
    return agent(MBEAN_SERVER, Program.compile(own, "MBeanServerAlone", MBEANS), "", "");
  }

  static AgentChoice ours(String title, String arguments) {
    return new AgentChoice(title, command -> command.agent(arguments));
  }

  static AgentChoice of(Neighbour neighbour) {
    return new AgentChoice(neighbour.title, command -> neighbour.addTo(command, FreePort.any()));
  }

  /** An agent whose {@code premain} is empty: what any agent costs. */
  static AgentChoice empty(Path folder) throws IOException {
    Path jar = EmptyAgent.jar(folder);
    return new AgentChoice(EMPTY, command -> command.options("-javaagent:" + jar));
  }

  /** What jHiccup does; it is not on Maven Central itself. */
  static AgentChoice pauseMeter(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("meter"));
    String library = Tools.jar("HdrHistogram").toString();
    Program meter = Program.compile(own, "PauseMeter", METER, 8, library);
    return agent(PAUSE_METER, meter, "file:" + library, "=" + own.resolve("log").toAbsolutePath());
  }

  private static AgentChoice agent(String title, Program program, String path, String arguments)
      throws IOException {
    Path jar = program.classes().resolve("agent.jar").toAbsolutePath();
    Map<String, String> attributes = new TreeMap<>(Map.of("Premain-Class", program.main()));
    if (!path.isEmpty()) {
      attributes.put("Class-Path", path);
    }
    program.pack(jar, attributes);
    return new AgentChoice(title, command -> command.options("-javaagent:" + jar + arguments));
  }

  /** All that are compared on a JDK at its start. */
  static List<AgentChoice> all(Path folder, int version) throws IOException {
    List<AgentChoice> all = new ArrayList<>(List.of(NONE, empty(folder), OURS));
    for (Neighbour neighbour :
        List.of(
            Neighbour.JMX_EXPORTER,
            Neighbour.ELASTIC,
            Neighbour.OPENTELEMETRY,
            Neighbour.DATADOG)) {
      if (neighbour.runsOn(version)) {
        all.add(of(neighbour));
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return title;
  }
}
