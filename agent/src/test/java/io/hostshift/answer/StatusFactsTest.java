package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Errands;
import io.hostshift.base.Log;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.report.EventLog;
import io.hostshift.report.FakeControl;
import io.hostshift.source.Reading;
import io.hostshift.tune.KillSwitch;
import io.hostshift.tune.SampleOutcomes;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.watch.FakeSource;
import io.hostshift.watch.Ids;
import io.hostshift.watch.WatcherBench;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code status} warns of, and ends with the exit code 3 for. */
class StatusFactsTest {
  @TempDir Path folder;

  private final FakeSource kvp =
      new FakeSource("kvp").says(Ids.instance("kvp.PhysicalHostName", "host-a"));
  private final FakeControl control = new FakeControl(WatcherBench.on(kvp));
  private final List<String> hanging = new ArrayList<>();
  private final Errands errands = new Errands(System::nanoTime);
  private final Log log = new Log(new PrintStream(PrintStream.nullOutputStream()), Log.Level.ERROR);

  @AfterEach
  void endErrands() {
    assertThat(errands.end()).isEmpty();
  }

  private StatusFacts facts(FakeControl asked, File killSwitch) {
    return new StatusFacts(
        ConfigurationReader.read("", new Properties(), Map.of()),
        new KillSwitch(killSwitch, errands),
        asked,
        new EventLog(8),
        log,
        () -> "nobody tells",
        () -> hanging,
        () -> 3,
        "hostshift watches this VM",
        5);
  }

  private List<String> warnings() {
    return facts(control, null).warnings();
  }

  @Test
  void shouldWarnOfNothingWhereAllIsWell() {
    assertThat(warnings()).isEmpty();
  }

  @Test
  void shouldWarnWhereAMoveWouldNotBeNoticed() {
    FakeControl blind = new FakeControl(WatcherBench.on(new FakeSource("kvp")));

    assertThat(facts(blind, null).warnings())
        .singleElement()
        .asString()
        .startsWith("a move of this VM would not be noticed");
  }

  @Test
  void shouldWarnOfTheKillSwitchWhileItsFileIsThere() throws Exception {
    Path file = Files.createFile(folder.resolve("off"));

    assertThat(facts(control, file.toFile()).warnings())
        .singleElement()
        .asString()
        .startsWith("the kill switch is on");
    Files.delete(file);
    assertThat(facts(control, file.toFile()).warnings()).isEmpty();
  }

  @Test
  void shouldWarnOfASettingThatFailed() {
    control.with(
        SampleOutcomes.left("gc.concurrent", "").as(SettingState.FAILED, "the JVM refused"));

    assertThat(warnings()).containsExactly("gc.concurrent could not be changed: the JVM refused");
  }

  @Test
  void shouldWarnOfASourceThatFails() {
    WatcherBench bench =
        WatcherBench.on(kvp, new FakeSource("xen").gives(Reading.failed("cut off")));

    assertThat(facts(new FakeControl(bench), null).warnings())
        .containsExactly("the source xen fails: cut off");
  }

  @Test
  void shouldWarnOfADoubtOfTheHeapOfWhatHangsAndOfComplaints() {
    control.doubt("a JVM before this one has crashed").warning("the heap may outgrow the memory");
    hanging.add("a listener does not return");
    log.error("the journal is full");

    assertThat(warnings())
        .containsExactly(
            "a JVM before this one has crashed",
            "the heap may outgrow the memory",
            "a listener does not return",
            "the journal is full");
  }

  @Test
  void shouldTellWhatItWasGiven() {
    StatusFacts facts = facts(control, null);

    assertThat(facts.modelReason()).isEqualTo("nobody tells");
    assertThat(facts.unsaid()).isEqualTo(3);
    assertThat(facts.startLine()).isEqualTo("hostshift watches this VM");
    assertThat(facts.startedAtMillis()).isEqualTo(5);
  }
}
