package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.base.Log;
import io.hostshift.base.MuteLog;
import io.hostshift.base.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventCommandTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), Log.Level.INFO);
  private final List<String> given = new ArrayList<>();
  private final Semaphore runs = new Semaphore(0);
  private String failure;
  private Error error;
  private EventCommand command = commandWith(log);

  private EventCommand commandWith(Log to) {
    return new EventCommand(List.of("/opt/told", "--now"), this::run, to);
  }

  @AfterEach
  void stop() {
    command.stop();
  }

  private Thread started() {
    command.start();
    return Threads.running(command.threadId());
  }

  private byte[] run(List<String> argv, byte[] input) throws IOException {
    given.add(argv + " " + new String(input, StandardCharsets.UTF_8));
    runs.release();
    if (error != null) {
      throw error;
    }
    if (failure != null) {
      throw new IOException(failure);
    }
    return new byte[0];
  }

  private void settle(int events) {
    for (int i = 0; i < events; i++) {
      command.settled(SampleReports.move());
    }
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void shouldGiveTheEventAsOneLineOfJson() {
    settle(1);
    command.step();

    assertThat(given).hasSize(1);
    assertThat(given.get(0))
        .startsWith("[/opt/told, --now] {\"sequence\":1,\"verdict\":\"MIGRATED\"")
        .endsWith("}\n");
  }

  @Test
  void shouldRunNothingOnTheAgentsThread() {
    settle(1);

    assertThat(given).isEmpty();
  }

  @Test
  void shouldLetNoMoreThanSixteenWaitAndSaySoOnce() {
    settle(40);
    for (int i = 0; i < 40; i++) {
      command.step();
    }

    assertThat(given).hasSize(EventCommand.MOST_WAITING);
    assertThat(lines())
        .containsExactly(
            "hostshift error: onEvent: 16 events wait for /opt/told already;"
                + " until it has caught up it misses what comes");
  }

  @Test
  void shouldSayOnceThatTheCommandFails() {
    failure = "ended with exit code 3";
    settle(3);
    for (int i = 0; i < 3; i++) {
      command.step();
    }

    assertThat(lines()).containsExactly("hostshift error: onEvent: /opt/told " + failure);
  }

  @Test
  void shouldSaySoAgainAfterItHasWorked() {
    settle(3);
    failure = "ended with exit code 3";
    command.step();
    failure = null;
    command.step();
    failure = "ended with exit code 4";
    command.step();

    assertThat(lines()).hasSize(2);
  }

  @Test
  void shouldNotRunAProgramFoundByChance() {
    assertThatThrownBy(() -> new EventCommand(List.of("told"), this::run, log))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("told is not an absolute path");
  }

  @Test
  void shouldRunOnAfterAFailure() throws Exception {
    error = new NoClassDefFoundError("by the test");
    started();
    settle(2);

    runs.acquire(2);
    assertThat(lines()).containsExactly("hostshift error: onEvent: /opt/told by the test");
  }

  @Test
  void shouldRunOnWhereNotEvenAFailureCanBeSaid() {
    error = new OutOfMemoryError("by the test");
    command = commandWith(MuteLog.create());
    Thread thread = started();
    settle(3);

    Threads.awaitAfterRest(thread, runs, 3);
  }

  @Test
  void shouldRunOnWhereSomebodyElseInterruptsIt() throws Exception {
    Thread thread = started();
    Threads.awaitState(thread, Thread.State.WAITING);
    thread.interrupt();
    settle(1);

    runs.acquire();
    assertThat(lines()).isEmpty();
  }

  @Test
  void shouldEndItsThreadWhenStopped() throws Exception {
    Thread thread = started();
    command.stop();

    thread.join();
    assertThat(thread.isAlive()).isFalse();
  }
}
