package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.watch.Event;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private final SampleReports samples = new SampleReports();
  private final EventLog log = new EventLog(2);

  private static Report report(Event event) {
    return new Report(event, Collections.emptyList());
  }

  @Test
  void shouldReplaceWhatWasKnownOfAnEvent() {
    log.put(report(samples.moved("b")));
    log.put(report(samples.settled()));

    assertThat(log.reports()).hasSize(1);
    assertThat(log.last().event().settledAtMillis()).isPositive();
  }

  @Test
  void shouldForgetTheOldestWhenItIsFull() {
    for (String host : new String[] {"b", "c", "d"}) {
      log.put(report(samples.moved(host)));
    }

    assertThat(log.reports()).extracting(kept -> kept.event().sequence()).containsExactly(2L, 3L);
    assertThat(log.find(1)).isNull();
  }

  @Test
  void shouldCountThoseNoLongerKept() {
    for (String host : new String[] {"b", "c", "d"}) {
      log.put(report(samples.moved(host)));
    }

    assertThat(log.count()).isEqualTo(3);
  }

  @Test
  void shouldCountAnEventOnceThatSettlesAfterItWasForgotten() {
    log.put(report(samples.moved("b")));
    log.clear();
    log.put(report(samples.settled()));

    assertThat(log.count()).isEqualTo(1);
  }

  @Test
  void shouldCountAnEventByItsVerdictOnceItHasSettled() {
    log.put(report(samples.moved("b")));
    assertThat(log.settled()).containsEntry("MIGRATED", 0L);

    log.put(report(samples.settled()));
    log.put(report(log.last().event()));

    assertThat(log.settled()).containsEntry("MIGRATED", 1L).containsEntry("RESIZED", 0L);
  }

  @Test
  void shouldCountARehearsalAsNothingElse() {
    log.put(report(samples.simulated()));
    log.put(report(samples.settled()));

    assertThat(log.settled()).containsEntry("SIMULATED", 1L).containsEntry("MIGRATED", 0L);
  }

  @Test
  void shouldCountWhatSettlesAfterItWasForgotten() {
    log.put(report(samples.moved("b")));
    log.clear();
    log.put(report(samples.settled()));

    assertThat(log.settled()).containsEntry("MIGRATED", 1L);
  }
}
