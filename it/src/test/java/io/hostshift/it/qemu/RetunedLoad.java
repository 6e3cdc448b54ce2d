package io.hostshift.it.qemu;

import io.hostshift.it.retune.StressedWrites;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.GcLog;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A program for the guest: a load that checks its heap, in a JVM that the operator's file moves
 * between hosts of other numbers of processors. It says what each move came to by the agent and by
 * the collector's own log, and is moved all the time then, until it has collected often enough.
 */
public final class RetunedLoad {
  /** What it has of its own, and where the operator's file is. */
  static final String FOLDER = "/run/retuned/";

  static final int MOST_PROCESSORS = 8;
  private static final int[] PHASES = {4, 2, 4};
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int WITHIN_COLLECTIONS = 4;
  private static final long BETWEEN_MILLIS = 250;
  private static final long FULL_COLLECTION_MILLIS = 10_000;
  private static final long LEAST_WRITES = 50;
  private static final int LINE_EACH_MOVES = 40;

  private final AgentView agent;
  private final GcLog log;
  private int moves;

  private RetunedLoad(AgentView agent, GcLog log) {
    this.agent = agent;
    this.log = log;
  }

  /**
   * Runs it.
   *
   * @param arguments the {@link GcLog.Format} of the collector, and how many collections there have
   *     to be
   */
  public static void main(String[] arguments) throws Exception {
    GcLog log = new GcLog(log(), GcLog.Format.valueOf(arguments[0]));
    Thread load = new Thread(RetunedLoad::load, "load");
    load.setDaemon(true);
    load.start();
    AgentView agent =
        new AgentView(ManagementFactory.getPlatformMBeanServer()).awaitRegistered(LIMIT);
    System.out.println("jvm: " + property("java.vm.vendor") + " " + property("java.vm.version"));
    RetunedLoad retuned = new RetunedLoad(agent, log);
    for (int processors : PHASES) {
      retuned.moveTo(processors);
      long before = agent.count();
      Eventually.holds("an event", LIMIT, () -> retuned.has(processors));
      retuned.say("on " + processors + " after " + (agent.count() - before));
    }
    retuned.stress(Long.parseLong(arguments[1]));
    agent.call("Tuning", "restore");
    retuned.say("put back");
    System.out.println("retuned: end");
  }

  /** Where the collector writes of its workers. */
  static Path log() {
    return Path.of(FOLDER, "gc.log");
  }

  private static void load() {
    try {
      Class.forName("Load")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {Long.toString(FULL_COLLECTION_MILLIS), "0"});
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void moveTo(int processors) throws Exception {
    Path next = Path.of(FOLDER, "host.new");
    Files.writeString(next, "host=p" + processors + "-" + ++moves + "\n");
    Files.move(next, Path.of(FOLDER, "host"), StandardCopyOption.REPLACE_EXISTING);
  }

  private boolean has(int processors) {
    List<Map<String, String>> hosts = agent.hosts();
    return name(processors).equals(hosts.get(hosts.size() - 1).get("file.host"))
        && agent.settings("current").get("processors").equals(processors);
  }

  private String name(int processors) {
    return "p" + processors + "-" + moves;
  }

  /** Of each setting what it is and why, and what the next collections use. */
  private void say(String when) {
    Map<String, Object> settings = new TreeMap<>();
    for (String name : List.of("processors", "gc.parallel", "gc.concurrent")) {
      settings.put(
          name,
          agent.settings("current").get(name)
              + " "
              + agent.settings("state").get(name)
              + " "
              + agent.settings("reason").get(name));
    }
    System.out.println(
        "retuned " + when + ": used " + log.after(WITHIN_COLLECTIONS, 3, LIMIT) + " " + settings);
  }

  private void stress(long collections) throws Exception {
    StressedWrites seen = new StressedWrites(ManagementFactory.getPlatformMBeanServer());
    Random random = new Random(4);
    long before = collections();
    int processors;
    do {
      processors = 1 + random.nextInt(MOST_PROCESSORS);
      moveTo(processors);
      Thread.sleep(BETWEEN_MILLIS); // The rate of the stress.
      seen.look();
      if (moves % LINE_EACH_MOVES == 0) {
        System.out.println("stress: " + (collections() - before) + " " + seen.changes());
      }
    } while (collections() - before < collections || few(seen.changes()));
    int last = processors;
    // One that is noticed after the settings were put back would move them again.
    Eventually.holds("the last event", LIMIT, () -> has(last));
    System.out.println("stressed: " + (collections() - before) + " " + seen.changes());
  }

  private static boolean few(Map<String, Long> writes) {
    return writes.values().stream().anyMatch(count -> count < LEAST_WRITES);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static String property(String name) {
    return System.getProperty(name);
  }
}
