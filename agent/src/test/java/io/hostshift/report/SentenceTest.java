package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.tune.Outcome;
import io.hostshift.tune.SampleOutcomes;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.watch.Event;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SentenceTest {
  private final SampleReports samples = new SampleReports();

  private static String sentence(Event event, Outcome... outcomes) {
    return Sentence.of(new Report(event, Arrays.asList(outcomes)));
  }

  @Test
  void shouldNameBothHostsAndTheSettings() {
    assertThat(Sentence.of(SampleReports.move()))
        .isEqualTo("moved from host-a to host-b (kvp.PhysicalHostName); processors 16 to 8");
  }

  @Test
  void shouldPreferTheHostsOwnNameToItsKind() {
    assertThat(sentence(samples.movedToAnotherKind("host-b")))
        .startsWith("moved from host-a to host-b (kvp.PhysicalHostName and 1 more);");
  }

  @Test
  void shouldSayThatNoSettingChanged() {
    assertThat(sentence(samples.moved("host-b"))).endsWith("; no setting changed");
  }

  @Test
  void shouldSayThatACloneIsOne() {
    assertThat(sentence(samples.cloned()))
        .startsWith("restored or cloned: dmi.product_uuid u1 to u2;");
  }

  @Test
  void shouldSayThatADisruptionCannotBeTold() {
    assertThat(sentence(samples.disrupted()))
        .startsWith(
            "moved, restored or paused (which of them cannot be told): "
                + "vmclock.disruption_marker 1 to 2;");
  }

  /** A pause announces nothing. */
  @Test
  void shouldNotSpeakOfAPauseWhereADeviceHasAnnouncedItself() {
    assertThat(sentence(SampleReports.announced()))
        .startsWith(
            "moved or restored (which of them cannot be told): announce.virtio_net 0 to 1;");
  }

  @Test
  void shouldSayWhatWasResized() {
    assertThat(sentence(samples.resized())).startsWith("resized: capacity.processors 16 to 8;");
  }

  @Test
  void shouldSayThatAMoveIsSimulated() {
    assertThat(sentence(samples.simulated())).startsWith("simulated: moved");
  }

  @Test
  void shouldSayWhyASettingFailed() {
    Outcome failed = SampleOutcomes.of("processors", 16, 16, 8, SettingState.FAILED, "read-only");

    assertThat(sentence(samples.moved("b"), failed)).endsWith("; processors failed: read-only");
  }

  @Test
  void shouldSayWhatASettingWouldBe() {
    Outcome observed = SampleOutcomes.of("processors", 16, 16, 8, SettingState.OBSERVED, "");

    assertThat(sentence(samples.moved("b"), observed)).endsWith("; processors 16 would be 8");
  }

  @Test
  void shouldNotNameASettingThatWouldBeTheSame() {
    Outcome observed = SampleOutcomes.of("processors", 8, 8, 8, SettingState.OBSERVED, "");

    assertThat(sentence(samples.moved("b"), observed)).endsWith("; no setting would change");
  }

  @Test
  void shouldSayWhatStayedAndWhy() {
    Outcome processors = SampleOutcomes.applied("processors", 8, 2);
    Outcome parallel =
        SampleOutcomes.of(
            "gc.parallel", 8, 8, 2, SettingState.FLOOR, "99 threads are no daemons; each counts");
    Outcome concurrent =
        SampleOutcomes.of(
            "gc.concurrent", 2, 2, 1, SettingState.FLOOR, "99 threads are no daemons");

    assertThat(sentence(samples.moved("b"), processors, parallel, concurrent))
        .endsWith(
            "; processors 8 to 2; gc.parallel stays 8 of 2, gc.concurrent 2 of 1:"
                + " 99 threads are no daemons");
  }

  @Test
  void shouldSayWhatDidNotComeAllTheWay() {
    Outcome parallel =
        SampleOutcomes.of(
            "gc.parallel", 8, 6, 2, SettingState.FLOOR, "3 threads are no daemons; each counts");

    assertThat(sentence(samples.moved("b"), parallel))
        .endsWith("; gc.parallel 8 to 6; gc.parallel stays 6 of 2: 3 threads are no daemons");
  }

  /** Two workers before and after, whatever the most that there might be. */
  @Test
  void shouldNotCallChangedWhatHasNoEffect() {
    Status set = SampleOutcomes.applied("gc.parallel", 8, 2).status().comingTo(2);

    assertThat(sentence(samples.moved("b"), Outcome.known(8L, 2L, set)))
        .endsWith("; no setting changed");
  }

  @Test
  void shouldSayBytesInWords() {
    assertThat(sentence(samples.moved("b"), SampleOutcomes.bytes("heap", 8L << 30, 3L << 29)))
        .endsWith("; heap 8 GiB to 1.5 GiB");
  }

  @Test
  void shouldCutALongValue() {
    Report report =
        new Report(new SampleReports().moved("b".repeat(60_000)), Collections.emptyList());

    assertThat(Sentence.of(report))
        .startsWith("moved from host-a to " + "b".repeat(200) + "... (60000 characters) (kvp.");
  }
}
