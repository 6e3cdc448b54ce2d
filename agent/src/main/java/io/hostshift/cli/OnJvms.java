package io.hostshift.cli;

import io.hostshift.attach.JvmProcess;
import io.hostshift.attach.Patience;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command for one JVM or several. */
abstract class OnJvms implements Callable<Integer> {
  private static final int COULD_NOT = 1;
  private static final int PASSED_OVER = -1;

  /** Characters of a main class. */
  private static final int MOST_NAME = 200;

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PID",
      description = "A process number, a part of the main class's name, or all.")
  private String target;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private volatile boolean several;

  /** The worst of what each JVM came to. */
  @Override
  public Integer call() throws IOException {
    List<JvmProcess> jvms = Targets.of(target);
    several = jvms.size() > 1;
    List<Integer> codes = several && together() ? atOnce(jvms) : inTurn(jvms);
    codes.removeIf(code -> code == PASSED_OVER);
    if (codes.isEmpty()) {
      throw new UnreachableException(nothingToDo());
    }
    return codes.contains(COULD_NOT) ? COULD_NOT : Collections.max(codes);
  }

  private List<Integer> inTurn(List<JvmProcess> jvms) {
    List<Integer> codes = new ArrayList<>();
    for (JvmProcess jvm : jvms) {
      codes.add(one(jvm));
    }
    return codes;
  }

  private List<Integer> atOnce(List<JvmProcess> jvms) {
    List<Integer> codes = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (JvmProcess jvm : jvms) {
      Thread thread = new Thread(() -> codes.add(one(jvm)), "on-" + jvm.pid());
      thread.setDaemon(true);
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      thread.start();
      threads.add(thread);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new ArrayList<>(codes);
  }

  /** Whatever a JVM answers, and however it fails, those after it are served. */
  private int one(JvmProcess jvm) {
    try {
      AgentLink link = AgentLink.open(jvm, patience());
      return target.equals(Targets.ALL) && passOver(link) ? PASSED_OVER : on(link);
    } catch (UnreachableException e) {
      complain(e.getMessage());
    } catch (OutOfMemoryError e) {
      complain("has not the memory for what " + name(jvm) + " answers; " + Cli.MORE_MEMORY);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      complain("does not understand what " + name(jvm) + " answers (" + e.getMessage() + ")");
    }
    return COULD_NOT;
  }

  /** Whether several JVMs are served at the same time, as the command may never end. */
  boolean together() {
    return false;
  }

  /** How long a JVM is waited for in all, so that one that hangs holds the others up no longer. */
  long limitNanos() {
    return LIMIT_NANOS;
  }

  /** Whether what is printed has to say of which JVM it is. */
  boolean several() {
    return several;
  }

  /** Whether a JVM is left out where all were named. */
  boolean passOver(AgentLink link) {
    return link.version() == null;
  }

  String nothingToDo() {
    return "runs in none of the JVMs here; java -jar hostshift.jar list shows them";
  }

  /**
   * @return the exit code
   */
  abstract int on(AgentLink link) throws IOException;

  boolean json() {
    return json;
  }

  void complain(String what) {
    spec.commandLine().getErr().println("hostshift " + Printable.line(what));
  }

  ParameterException wrongUse(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  Page page() {
    return new Page(spec.commandLine().getOut(), Terminal.ofStandardOutput());
  }

  /** Prints an event: with its JVM where there are several. Safe for use by several threads. */
  void event(JvmProcess jvm, String told) throws IOException {
    Page page = page();
    synchronized (spec) {
      if (json()) {
        String event = Json.part(told, "event");
        page.json(several ? Json.of(jvm, event, false) : event);
      } else {
        new EventText(page).print(several ? name(jvm) + " " : "", Json.parse(told));
      }
      page.flush();
    }
  }

  Patience patience() {
    return Patience.saying(this::complain, limitNanos());
  }

  /** Such as {@code JVM 12 (OrderService)}. */
  static String name(JvmProcess jvm) {
    String main = jvm.main().length() > MOST_NAME ? jvm.main().substring(0, MOST_NAME) : jvm.main();
    return "JVM " + jvm.pid() + (main.isEmpty() ? "" : " (" + Printable.of(main) + ")");
  }
}
