package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Duty;
import io.hostshift.base.Log;
import io.hostshift.notice.NoticeBoard;
import io.hostshift.notice.NoticeMode;
import io.hostshift.notice.Notices;
import io.hostshift.report.SampleReports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What drmgr's hook is answered, by an agent whose thread polls. */
class HookCallsTest {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  @TempDir Path temp;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(said, true, StandardCharsets.UTF_8), Log.Level.INFO);
  private final Duty duty = new Duty(System::nanoTime, log);

  @AfterEach
  void stop() {
    duty.stop(10);
  }

  private Notices notices(NoticeMode mode) {
    Notices notices = new Notices(mode, false, log);
    NoticeBoard board = notices.board(null, () -> false, 1, 8);
    board.watch(new SampleReports().bench().watcher());
    notices.listen(null, Map.of(), false, news -> duty.order(() -> board.take(news)));
    Thread agent =
        new Thread(
            () ->
                duty.run(
                    () -> {
                      notices.poll();
                      return POLL_NANOS;
                    }));
    agent.setDaemon(true);
    agent.start();
    return notices;
  }

  private List<String> answer(Notices notices, boolean veto, String call) throws Exception {
    AnswerPlace place = AnswerPlace.below(temp);
    new HookCalls(notices, veto, duty, System::nanoTime, log).take(call, place.open());
    return place.whole();
  }

  @Test
  void shouldSayThatTheCallWasHeardAndThenThatTheMoveMayBegin() throws Exception {
    assertThat(answer(notices(NoticeMode.ACK), false, "pre 20000"))
        .containsExactly("data heard", "data ready", "end");
  }

  @Test
  void shouldSayWhoAskedForTimeWhereTheHookWaitsNoLonger() throws Exception {
    Notices notices = notices(NoticeMode.ACK);
    notices.readiness().hold(600, "backup");

    assertThat(answer(notices, false, "pre 50"))
        .containsExactly("data heard", "data late backup", "end");
  }

  @Test
  void shouldSayThatItIsLateWhereNobodySaidWhy() throws Exception {
    Notices notices = notices(NoticeMode.ACK);
    notices.readiness().hold(600, "");

    assertThat(answer(notices, false, "pre 50")).containsExactly("data heard", "data late", "end");
  }

  @Test
  void shouldRefuseAMoveThatSomebodyHoldsForLongerThanTheHookWaits() throws Exception {
    Notices notices = notices(NoticeMode.LISTEN);
    notices.readiness().hold(600, "backup");

    assertThat(answer(notices, true, "check 3000"))
        .containsExactly("data heard", "data refused held for another 600 s: backup", "end");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("refuses the migration that drmgr asks about: held for another 600 s: backup");
    assertThat(notices.readiness().checking()).isFalse();
  }

  @Test
  void shouldLetAMoveBeCheckedThatNobodyHolds() throws Exception {
    assertThat(answer(notices(NoticeMode.LISTEN), true, "check 200"))
        .containsExactly("data heard", "data ready", "end");
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void shouldRefuseNothingWhereThatIsNotAllowed() throws Exception {
    Notices notices = notices(NoticeMode.LISTEN);
    notices.readiness().hold(600, "backup");

    assertThat(answer(notices, false, "check 3000"))
        .containsExactly("data heard", "data ready", "end");
  }

  @Test
  void shouldRefuseOnlyWhatIsChecked() throws Exception {
    Notices notices = notices(NoticeMode.LISTEN);
    notices.readiness().hold(600, "backup");

    assertThat(answer(notices, true, "post 3000"))
        .containsExactly("data heard", "data ready", "end");
  }

  @Test
  void shouldSayAtOnceThatItIsReadyWhereNobodyListens() throws Exception {
    assertThat(answer(notices(NoticeMode.OFF), true, "pre 3000"))
        .containsExactly("data heard", "data ready", "end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone 5", "pre", "pre soon", "pre -1", "pre 1234567890", "pre 5 6"})
  void shouldUnderstandNoOtherCall(String call) throws Exception {
    assertThat(answer(notices(NoticeMode.ACK), true, call))
        .containsExactly("error does not understand drmgr's call " + call);
  }
}
