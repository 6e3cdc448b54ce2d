package io.hostshift.report.jfr;

import io.hostshift.host.Capacity;
import io.hostshift.notice.Notice;
import io.hostshift.pause.Pause;
import io.hostshift.report.Report;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.setting.Status;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The agent's events in JFR. As long as nobody has started JFR, this asks one flag a poll and does
 * nothing else: no type is registered and no class of JFR but the one with the flag is loaded. On
 * one thread.
 */
public final class FlightEvents {
  private final Consumer<String> log;
  private BooleanSupplier isInitialized;
  private boolean off;
  private FlightType migration;
  private FlightType notice;
  private FlightType setting;
  private FlightType memory;

  /** Begun with the last poll, and with the one before, which saw nothing of what that one saw. */
  private Object poll;

  private Object pollBefore;

  /**
   * @param log gets one line if JFR does not do what it should; from then on nothing is recorded
   */
  public FlightEvents(Consumer<String> log) {
    this.log = log;
    try {
      isInitialized = FlightType.isInitialized();
    } catch (ClassNotFoundException e) {
      off = true; // This JDK, or this image of it, has no JFR.
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      fail(e);
    }
  }

  /** Whether a recording runs that wants to hear of migrations. To be asked at each poll. */
  public boolean recording() {
    if (off) {
      return false;
    }
    try {
      return started() && migration.enabled();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      fail(e);
      return false;
    }
  }

  private boolean started() throws ReflectiveOperationException {
    if (migration == null && isInitialized.getAsBoolean()) {
      migration =
          FlightType.register(
              FlightTypes.MIGRATION,
              "VM Migration",
              FlightTypes.MIGRATION_DESCRIPTION,
              FlightTypes.migrationFields());
      notice =
          FlightType.register(
              FlightTypes.NOTICE,
              "Migration Notice",
              "What the hypervisor said before or after a migration",
              FlightTypes.NOTICE_FIELDS);
      setting =
          FlightType.register(
              FlightTypes.SETTING,
              "Retuned Setting",
              "What a retuning did to one setting",
              FlightTypes.SETTING_FIELDS);
      memory =
          FlightType.register(
              FlightTypes.MEMORY,
              "Heap and Memory",
              "Whether the heap may grow beyond the memory that there is, when that has changed",
              FlightTypes.MEMORY_FIELDS);
    }
    return migration != null;
  }

  /** A poll begins, and nothing is suspected to have changed before. */
  public void polling() {
    record(
        () -> {
          pollBefore = poll;
          poll = migration.begin();
        });
  }

  /** What is about to be said of was noticed now. */
  public void noticing() {
    record(
        () -> {
          if (pollBefore != null) {
            migration.end(pollBefore);
          }
        });
  }

  /** An event was noticed. Its duration is the time from the last poll that saw nothing of it. */
  public void detected(Report report, Pause pause) {
    record(() -> migration.commit(pollBefore, FlightTypes.migration("DETECTED", report, pause)));
    pollBefore = null;
  }

  /** More is known of an event. */
  public void raised(Report report, Pause pause) {
    record(() -> migration.commit(null, FlightTypes.migration("RAISED", report, pause)));
  }

  public void settled(Report report, Pause pause) {
    record(() -> migration.commit(null, FlightTypes.migration("SETTLED", report, pause)));
  }

  /**
   * What was retuned.
   *
   * @param sequence of the event that it was for; 0 for none
   */
  public void retuned(long sequence, List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      record(() -> setting.commit(null, setting(sequence, outcome)));
    }
  }

  /**
   * The hypervisor has said something.
   *
   * @param message what is new of it, in a sentence
   */
  public void noticed(Notice said, String message) {
    record(() -> notice.commit(null, notice(said, message)));
  }

  /**
   * The heap may outgrow the memory that there is now, or no longer.
   *
   * @param warning a sentence, or empty
   * @param largest bytes that the heap may grow to
   */
  public void outgrowth(String warning, long largest, Capacity capacity) {
    record(
        () ->
            memory.commit(
                null,
                warning,
                capacity.usableMemoryBytes(),
                capacity.memoryLimitBytes(),
                largest,
                Runtime.getRuntime().totalMemory()));
  }

  private static Object[] notice(Notice said, String message) {
    long startsIn = said.notBeforeMillis() == 0 ? 0 : said.notBeforeMillis() - said.heardAtMillis();
    return new Object[] {
      said.channel(),
      said.id(),
      said.kind().name(),
      said.phase().name(),
      said.text(),
      message,
      TimeUnit.MILLISECONDS.toNanos(Math.max(0, startsIn)),
      said.event(),
      said.acknowledged(),
      said.simulated()
    };
  }

  private static Object[] setting(long sequence, Outcome outcome) {
    Status status = outcome.status();
    return new Object[] {
      sequence,
      status.name(),
      status.unit().toString(),
      number(outcome.before()),
      number(status.current()),
      number(status.seen().number()),
      number(status.target()),
      number(status.floor()),
      number(status.ceiling()),
      status.lever(),
      status.state().name(),
      status.reason()
    };
  }

  private static long number(Long number) {
    return number == null ? -1 : number;
  }

  private interface Recording {
    void make() throws ReflectiveOperationException;
  }

  private void record(Recording recording) {
    if (off) {
      return;
    }
    try {
      if (started()) {
        recording.make();
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      fail(e);
    }
  }

  /** The types are taken out of JFR again; what was recorded stays. */
  public void unregister() {
    if (migration == null || off) {
      return;
    }
    try {
      migration.unregister();
      notice.unregister();
      setting.unregister();
      memory.unregister();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      fail(e);
    }
    off = true;
  }

  private void fail(Throwable e) {
    off = true;
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    log.accept("nothing more is recorded in JFR, all else works: " + cause);
  }
}
