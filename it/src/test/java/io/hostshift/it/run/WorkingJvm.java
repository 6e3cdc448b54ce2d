package io.hostshift.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An application that has work to do while something breaks below the agent in it: two threads sum
 * up data whose sums they know, and each line that it is told is answered. It ends with the exit
 * code 3; what else it does is wrong.
 */
public final class WorkingJvm implements AutoCloseable {
  public static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int EXIT_CODE = 3;

  private static final String SOURCE =
      """
      import java.io.*;
      import java.util.*;
      import java.util.concurrent.atomic.AtomicLong;
      import java.util.zip.CRC32;
      public class Working {
        static final AtomicLong sums = new AtomicLong();
        static final byte[] spare = new byte[1 << 20];
        static volatile Object taken;
        static volatile boolean held;
        static void sum(int seed) {
          byte[] data = new byte[1 << 16];
          new Random(seed).nextBytes(data);
          CRC32 crc = new CRC32();
          crc.update(data, 0, data.length);
          long right = crc.getValue();
          while (true) {
            crc.reset();
            crc.update(data, 0, data.length);
            if (crc.getValue() != right) {
              Runtime.getRuntime().halt(4);
            }
            sums.incrementAndGet();
            Thread.yield();
          }
        }
        static void start(final int seed) {
          Thread thread = new Thread("work") { public void run() { sum(seed); } };
          thread.setDaemon(true);
          thread.start();
        }
        static Thread sleeper() {
          Thread thread =
              new Thread() {
                public void run() {
                  while (held) {
                    try { Thread.sleep(10); } catch (InterruptedException e) { return; }
                  }
                }
              };
          thread.setDaemon(true);
          return thread;
        }
        static String take(String what) throws Exception {
          List<Object> all = new ArrayList<Object>();
          held = true;
          if (what.equals("files")) {
            try {
              while (true) all.add(new FileInputStream("/dev/null"));
            } catch (IOException e) {
              taken = all;
            }
          } else if (what.equals("threads")) {
            try {
              while (true) { Thread thread = sleeper(); thread.start(); all.add(thread); }
            } catch (OutOfMemoryError e) {
              taken = all;
            }
          } else if (what.equals("heap")) {
            Object[] chain = null;
            for (int size = 1 << 20; size >= 256; size /= 2) {
                try {
                  while (true) { chain = new Object[] {chain, new byte[size]}; taken = chain; }
                } catch (OutOfMemoryError e) {
                  // Smaller ones may still fit.
                }
              }
            // Nothing works meanwhile that needs memory; so it is given back from here.
            Thread.sleep(1000);
            taken = null;
            chain = null;
          } else if (what.equals("metaspace")) {
            final byte[] bytes = bytes();
            try {
              while (true) {
                all.add(
                    new ClassLoader(null) {
                      Class<?> own() { return defineClass("Small", bytes, 0, bytes.length); }
                    }.own());
              }
            } catch (OutOfMemoryError e) {
              taken = all;
            }
          }
          return "taken " + what;
        }
        static byte[] bytes() throws IOException {
          InputStream in = Working.class.getResourceAsStream("Small.class");
          byte[] bytes = new byte[10000];
          int length = in.read(bytes);
          in.close();
          return Arrays.copyOf(bytes, length);
        }
        static String give() throws Exception {
          Object all = taken;
          taken = null;
          held = false;
          if (all instanceof List) {
            for (Object one : (List<?>) all) {
              if (one instanceof Closeable) ((Closeable) one).close();
              if (one instanceof Thread) ((Thread) one).join();
            }
          }
          all = null;
          return "given";
        }
        static List<Thread> agents() {
          ThreadGroup group = Thread.currentThread().getThreadGroup();
          while (group.getParent() != null) group = group.getParent();
          Thread[] threads = new Thread[1000];
          int count = group.enumerate(threads);
          List<Thread> agents = new ArrayList<Thread>();
          for (int i = 0; i < count; i++) {
            if (threads[i].getName().startsWith("hostshift")) agents.add(threads[i]);
          }
          return agents;
        }
        @SuppressWarnings("deprecation")
        static String kill(String name) {
          for (Thread thread : agents()) {
            if (thread.getName().equals(name)) {
              thread.stop();
              return "killed";
            }
          }
          return "no such thread";
        }
        static Set<String> interrupt() {
          Set<String> names = new TreeSet<String>();
          for (Thread thread : agents()) {
            thread.interrupt();
            names.add(thread.getName());
          }
          return names;
        }
        public static void main(String[] args) throws Exception {
          start(1);
          start(2);
          Reader in = new InputStreamReader(System.in, "US-ASCII");
          PrintStream out = System.out;
          out.println("application");
          StringBuilder line = new StringBuilder(200);
          for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != '\\n') { line.append((char) c); continue; }
            String told = line.toString();
            line.setLength(0);
            if (told.startsWith("take ")) out.println(take(told.substring(5)));
            else if (told.equals("give")) out.println(give());
            else if (told.startsWith("kill ")) out.println(kill(told.substring(5)));
            else if (told.equals("interrupt")) out.println(interrupt());
            else if (told.equals("sums")) out.println(sums.get());
            else out.println("answer to " + told);
          }
          System.exit(3);
        }
      }
      class Small {}
      """;

  private final ForkedJvm jvm;
  private int answers = 1;

  private WorkingJvm(ForkedJvm jvm) {
    this.jvm = jvm;
  }

  public static Program compile(Path folder) {
    return Program.compile(folder, "Working", SOURCE);
  }

  /** Starts it; the command still has no main class. */
  public static WorkingJvm start(JvmCommand command, Path folder) {
    ForkedJvm jvm = command.main(compile(folder)).start();
    jvm.out().await("application", LIMIT);
    return new WorkingJvm(jvm);
  }

  public ForkedJvm jvm() {
    return jvm;
  }

  public Lines err() {
    return jvm.err();
  }

  /** Tells it something; what it answers. */
  public String tell(String what) throws IOException {
    jvm.tell(what);
    return jvm.out().awaitNext(answers++, LIMIT);
  }

  /**
   * @param name without SIG
   */
  public void signal(String name) throws Exception {
    jvm.signal(name);
  }

  /** It answers, and both of its threads go on finding their data as it was. */
  public void assertWorks() throws IOException {
    assertThat(tell("request " + answers)).isEqualTo("answer to request " + (answers - 1));
    long sums = Long.parseLong(tell("sums"));
    Eventually.holds(
        () -> "more sums of " + jvm, LIMIT, () -> Long.parseLong(tell("sums")) >= sums + 10);
  }

  /** It ends as it would without the agent, and but for the agent's lines its console is clean. */
  public List<String> end() throws IOException {
    assertWorks();
    jvm.process().getOutputStream().close();
    assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isEqualTo(EXIT_CODE);
    List<String> said = jvm.err().all();
    assertThat(said)
        .filteredOn(line -> !line.startsWith("hostshift "))
        .as("not the agent's")
        .isEmpty();
    assertSaidOnce(said);
    return said;
  }

  /** No complaint comes again and again, whatever numbers are in it. */
  private static void assertSaidOnce(List<String> said) {
    List<String> complaints =
        said.stream()
            .filter(line -> line.matches("hostshift (error|warn): .*"))
            .map(line -> line.replaceAll("\\d+", "N"))
            .toList();
    Set<String> twice =
        complaints.stream()
            .filter(line -> new ArrayList<>(complaints).stream().filter(line::equals).count() > 1)
            .collect(Collectors.toSet());
    assertThat(twice).as("said more than once: %s", said).isEmpty();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
