package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import io.hostshift.attach.JvmProcess;
import io.hostshift.attach.Patience;
import io.hostshift.attach.UnreachableException;
import java.util.concurrent.TimeUnit;

/** A JVM whose agent is told of a migration, on a thread of its own since it may hang. */
final class CalledJvm {
  /** The agent has to answer before we give up. */
  private static final long EARLIER_MILLIS = 500;

  /** Bytes of what an agent says: a few lines; the hook's own JVM has 64 MB for all of them. */
  private static final long MOST_ANSWER = 1 << 16;

  private final JvmProcess jvm;
  private final boolean mayRefuse;
  private volatile boolean taken;
  private volatile String answer;

  private CalledJvm(JvmProcess jvm, boolean mayRefuse) {
    this.jvm = jvm;
    this.mayRefuse = mayRefuse;
  }

  /**
   * Begins to tell it.
   *
   * @param endNanos when nobody waits any longer
   * @param vetoes whose refusals count
   */
  static CalledJvm call(JvmProcess jvm, String phase, long endNanos, DrmgrVetoes vetoes) {
    CalledJvm called = new CalledJvm(jvm, vetoes.countsOf(jvm.process()));
    Thread thread = new Thread(() -> called.tell(phase, endNanos), "call-" + jvm.pid());
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    return called;
  }

  private void tell(String phase, long endNanos) {
    String said = "ready";
    try {
      AgentLink link =
          AgentLink.open(jvm, Patience.saying(ignored -> {}, endNanos - System.nanoTime()));
      // It may have been detached since, and needs no telling then.
      if (link.version() != null) {
        said = ask(link, phase, endNanos);
      }
    } catch (UnreachableException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      said = "lost " + e.getMessage();
    }
    answer = said;
  }

  private String ask(AgentLink link, String phase, long endNanos) throws UnreachableException {
    long millis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()) - EARLIER_MILLIS;
    String said = "ready";
    try (Exchange exchange =
        link.ask("drmgr", phase + " " + Math.max(0, millis)).most(MOST_ANSWER)) {
      String line = exchange.next();
      while (line != null) {
        taken = true;
        said = line;
        line = exchange.next(Math.max(0, endNanos - System.nanoTime()));
      }
    }
    return said;
  }

  /** Whether its agent has taken the call, or will not. */
  boolean taken() {
    return taken || decided();
  }

  /** Whether nothing more is to come. */
  boolean decided() {
    return answer != null;
  }

  boolean refuses() {
    return mayRefuse && decided() && answer.startsWith("refused");
  }

  /** What to say about it; may be empty. */
  String line() {
    String name = OnJvms.name(jvm);
    String said = decided() ? answer : taken ? "late" : "lost it does not answer";
    int space = said.indexOf(' ');
    String why = space < 0 ? "" : ": " + Printable.of(said.substring(space + 1));
    switch (space < 0 ? said : said.substring(0, space)) {
      case "refused":
        return mayRefuse
            ? "does not let this partition move, for " + name + why
            : "goes on although "
                + name
                + " refuses, as user "
                + jvm.process().userName()
                + " is not named with --veto-of"
                + why;
      case "late":
        return "goes on although " + name + " is not ready" + why;
      case "lost":
        return "goes on without " + name + why;
      default:
        return "";
    }
  }
}
