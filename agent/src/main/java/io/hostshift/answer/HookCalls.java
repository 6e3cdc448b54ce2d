package io.hostshift.answer;

import io.hostshift.base.Duty;
import io.hostshift.base.Log;
import io.hostshift.notice.DrmgrHooks;
import io.hostshift.notice.MoveCheck;
import io.hostshift.notice.Notices;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Answers drmgr's hook, which calls through the attach socket: at once that it was heard, and when
 * the move may go on, or may not. On a thread of its own, since other attachments wait behind the
 * one that brings a call; no longer than the hook waits.
 *
 * <p>A call is the phase and for how many milliseconds the hook waits. The answer: {@code heard},
 * then {@code ready}, {@code late} and who asked for time, or {@code refused} and why.
 */
public final class HookCalls {
  private static final long LOOK_MILLIS = 50;

  /** The agent's thread is not waited for any longer before the answer. */
  private static final long TELL_SECONDS = 5;

  private static final long MOST_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final Notices notices;
  private final boolean veto;
  private final Duty duty;
  private final Log log;

  /**
   * @param veto whether a move may be refused
   */
  public HookCalls(Notices notices, boolean veto, Duty duty, Log log) {
    this.notices = notices;
    this.veto = veto;
    this.duty = duty;
    this.log = log;
  }

  /** Takes a call, and returns at once. */
  void take(String argument, AnswerFile answer) throws IOException {
    String[] words = argument.split(" ");
    DrmgrHooks.Call call = DrmgrHooks.Call.of(words[0]);
    if (call == null || words.length != 2 || !words[1].matches("[0-9]{1,9}")) {
      answer.error("does not understand drmgr's call " + argument);
      return;
    }
    long waits = Math.min(MOST_MILLIS, Long.parseLong(words[1]));
    answer.data("heard");
    if (notices.hooks() == null) {
      answer.data("ready");
      answer.end();
      return;
    }
    Thread thread = new Thread(() -> answer(call, waits, answer), "hostshift-drmgr");
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  private void answer(DrmgrHooks.Call call, long waitMillis, AnswerFile answer) {
    try {
      String said = decide(call, waitMillis);
      answer.data(said);
      answer.end();
    } catch (IOException e) {
      log.warn("could not answer drmgr's hook, which goes on without: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String decide(DrmgrHooks.Call call, long waitMillis) throws InterruptedException {
    long begin = System.nanoTime();
    notices.hooks().call(call, waitMillis);
    duty.orderAndWait(notices::poll, TELL_SECONDS);
    duty.hurry();
    if (call == DrmgrHooks.Call.CHECK && veto) {
      long gone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      return check(Math.max(0, waitMillis - gone));
    }
    if (call == DrmgrHooks.Call.PRE && !notices.hooks().awaitAnswer()) {
      String why = notices.readiness().why();
      return "late" + (why.isEmpty() ? "" : " " + why);
    }
    return "ready";
  }

  private String check(long leftMillis) throws InterruptedException {
    MoveCheck check = new MoveCheck(notices.readiness(), System::nanoTime, leftMillis);
    String verdict = null;
    try {
      for (verdict = check.verdict(); verdict == null; verdict = check.verdict()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } finally {
      check.end();
    }
    if (verdict.isEmpty()) {
      return "ready";
    }
    log.info("refuses the migration that drmgr asks about: " + verdict);
    return "refused " + verdict;
  }
}
