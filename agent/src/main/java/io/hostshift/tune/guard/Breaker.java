package io.hostshift.tune.guard;

import io.hostshift.base.AgentThread;
import io.hostshift.base.Log;
import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.NamedWrite;
import io.hostshift.hotspot.WriteWitness;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Keeps a JVM that may have died of a write into its memory from being written to again. A mark is
 * left on disk before the first write of each kind in a life. It is taken away once enough
 * collections have gone well, or when the JVM ends in order. A JVM that begins and finds the mark
 * of a life that is over only observes, until somebody takes the mark away: at once if that life
 * has left a crash file, and otherwise if the life before it has ended in the same way.
 *
 * <p>A JVM that was ended by SIGKILL, for lack of memory or by {@code halt}, leaves the same mark
 * as one that has crashed and could not say so. Once may be chance, as where an orchestrator ends
 * what is slow to start. A mark from before the machine's own start says nothing, since everything
 * ended then.
 */
public final class Breaker implements WriteWitness {
  /** How many collections have to pass after a first write before it counts as clean. */
  public static final int CLEAN = 20;

  /** So many lives in a row that have ended early are no chance, whatever has ended them. */
  static final int IN_A_ROW = 2;

  private final MarkFolder folder;
  private final Life life;
  private final LongSupplier collections;
  private final Log log;
  private final WrittenNow written = new WrittenNow();
  private final Set<String> clean = new HashSet<>();
  private final Set<String> pending = new HashSet<>();
  private final List<Mark> left = new ArrayList<>();
  private volatile boolean out;
  private volatile Mark mark;
  private volatile boolean waiting;
  private Thread hook;
  private String noFolder;
  private boolean said;
  private long since;
  private int row;
  private String reason = "";
  private String warning = "";

  /**
   * @param folder null where none can be named
   * @param collections how many there were since the start of the JVM
   */
  Breaker(MarkFolder folder, Life life, LongSupplier collections, Log log) {
    this.folder = folder;
    this.life = life;
    this.collections = collections;
    this.log = log;
  }

  /**
   * That of this JVM.
   *
   * @param collections how many there were since its start
   */
  public static Breaker ofThisJvm(LongSupplier collections, Log log) {
    try {
      return new Breaker(
          MarkFolder.ofThisUser(System::getenv, System.getProperty("user.home")),
          Life.ofThisJvm(new File("/proc"), System::getenv, System::getProperty),
          collections,
          log);
    } catch (IOException | RuntimeException e) {
      Breaker without = new Breaker(null, null, collections, log);
      without.noFolder = String.valueOf(e.getMessage());
      return without;
    }
  }

  /** Looks for marks of lives that are over: to be called once, before anything is written. */
  public synchronized void look() {
    if (folder == null) {
      return;
    }
    try {
      for (Mark found : folder.marks(life)) {
        if (!found.lives(life)) {
          judge(found);
        }
      }
    } catch (IOException | RuntimeException e) {
      log.debug("marks of earlier writes cannot be read: " + e);
    }
    if (out) {
      String remedy = remedy();
      reason += ": to have it retuned all the same, rm " + remedy;
      warning += remedy;
      log.warnForNow(warning);
    }
  }

  private void judge(Mark found) throws IOException {
    if (!found.boot().equals(life.boot())) {
      found.remove();
      return;
    }
    left.add(found);
    row = Math.max(row, found.row());
    String crashFile = folder.crashFile(found);
    if (crashFile != null) {
      out = true;
      reason = "a JVM before this one has died of it, or soon after";
      warning =
          "this JVM is only observed: process "
              + found.pid()
              + " of the same command line crashed within "
              + CLEAN
              + " collections of writing "
              + found.writes()
              + " into its JVM's memory, see "
              + crashFile
              + "; to have it retuned all the same, rm ";
    } else if (!out && row >= IN_A_ROW) {
      out = true;
      reason = "JVMs before this one may have died of it";
      warning =
          "this JVM is only observed: process "
              + found.pid()
              + " of the same command line ended within "
              + CLEAN
              + " collections of writing "
              + found.writes()
              + " into its JVM's memory, as the one before it did, and left no crash file, so that"
              + " SIGKILL or a lack of memory may have ended both; to have it retuned all the same,"
              + " rm ";
    }
  }

  private String remedy() {
    List<String> files = new ArrayList<>();
    for (Mark found : left) {
      files.add(found.file().getPath());
    }
    return String.join(" ", files)
        + ", or java -jar hostshift.jar retune --clear-mark "
        + life.pid();
  }

  /** Whether nothing may be written. */
  public boolean out() {
    if (out && !anyThere()) {
      out = false;
      row = 0;
    }
    return out;
  }

  private synchronized boolean anyThere() {
    left.removeIf(found -> !found.file().exists());
    return !left.isEmpty();
  }

  /** Why nothing may be written, for one setting; empty where it may. */
  public String reason() {
    return out() ? reason : "";
  }

  /** What somebody should know and do about it, as a sentence; empty if all is well. */
  public String warning() {
    return out() ? warning : "";
  }

  /** Takes the marks of earlier lives away, as somebody has asked for. */
  public synchronized void clear() {
    left.forEach(Mark::remove);
    left.clear();
    row = 0;
    out = false;
  }

  @Override
  public synchronized void before(NamedWrite write) throws UnavailableException {
    if (out()) {
      throw new UnavailableException(reason);
    }
    if (!clean.contains(write.name()) && pending.add(write.name())) {
      since = collections.getAsLong();
      waiting = true;
      leaveMark(write);
    }
    written.note(write);
  }

  private void leaveMark(NamedWrite write) {
    if (folder == null) {
      withoutMark(noFolder);
      return;
    }
    try {
      if (mark != null) {
        mark.add(write.toString());
        return;
      }
      mark = folder.leave(life, row + 1, write.toString());
      hookIntoExit();
      // This one counts them along.
      left.forEach(Mark::remove);
      left.clear();
    } catch (IOException | RuntimeException e) {
      withoutMark(String.valueOf(e.getMessage()));
    }
  }

  private void withoutMark(String why) {
    if (!said) {
      said = true;
      log.info(
          "no mark is kept of what is written into the JVM's memory, so that a JVM started after a"
              + " crash would be written to again: "
              + why);
    }
  }

  private void hookIntoExit() {
    if (hook == null) {
      hook = AgentThread.of("hostshift-mark", this::endInOrder);
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException e) {
        endInOrder(); // It is ending already.
      }
    }
  }

  /** Waits for nobody: the JVM is about to end. */
  private void endInOrder() {
    Mark present = mark;
    if (present != null) {
      present.remove();
    }
  }

  /** At each poll: takes the mark away once enough collections have gone well. */
  public void step() {
    if (waiting) {
      stepWaiting();
    }
  }

  private synchronized void stepWaiting() {
    if (collections.getAsLong() - since >= CLEAN) {
      clean.addAll(pending);
      row = 0;
      takeAway();
    }
  }

  private void takeAway() {
    pending.clear();
    waiting = false;
    if (mark != null) {
      mark.remove();
      mark = null;
    }
  }

  /** Everything was put back, and nothing is written any more. */
  public synchronized void close() {
    takeAway();
    written.forget();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        return; // It is ending, and the hook has nothing left to do.
      }
    }
  }
}
