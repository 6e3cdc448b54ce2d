package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.base.Errands;
import io.hostshift.base.Log;
import io.hostshift.notice.NoticeBuilder;
import io.hostshift.notice.NoticeKind;
import io.hostshift.report.EventLog;
import io.hostshift.report.FakeControl;
import io.hostshift.report.IsoTime;
import io.hostshift.report.Report;
import io.hostshift.report.SampleReports;
import io.hostshift.source.Reading;
import io.hostshift.tune.pool.SamplePools;
import io.hostshift.watch.FakeSource;
import io.hostshift.watch.Ids;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.WatcherBench;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each thing that {@code status --json} says, by a value of its own. */
class StatusJsonTest {
  private static final String HOST = "kvp.PhysicalHostName";
  private static final long STARTED = 1_700_000_000_000L;

  private final FakeSource kvp =
      new FakeSource("kvp").says(Ids.model("cpuid.brand", "fast"), Ids.instance(HOST, "host-a"));
  private final WatcherBench bench =
      WatcherBench.on(
          kvp,
          new FakeSource("dmi").says(Ids.vm("dmi.product_uuid", "u1")),
          new FakeSource("xen").gives(Reading.failed("cut off")));
  private final FakeControl control = new FakeControl(bench);
  private final EventLog events = new EventLog(8);
  private final Errands errands = new Errands(System::nanoTime);
  private final Log log = new Log(new PrintStream(PrintStream.nullOutputStream()), Log.Level.ERROR);

  @AfterEach
  void endErrands() {
    assertThat(errands.end()).isEmpty();
  }

  private JsonNode status() throws Exception {
    return new ObjectMapper()
        .readTree(StatusJson.line(SampleFacts.of(control, events, errands, log, 3, STARTED)));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  @Test
  void shouldTellOfTheAgent() throws Exception {
    JsonNode status = status();

    assertThat(status.get("version").asText())
        .isEqualTo(System.getProperty("hostshift.version", ""));
    assertThat(status.get("java").asText()).isEqualTo(System.getProperty("java.version"));
    assertThat(status.get("startedAt").asText()).isEqualTo(IsoTime.of(STARTED));
    assertThat(status.get("startLine").asText()).isEqualTo("hostshift watches this VM");
    assertThat(status.get("running").asBoolean()).isTrue();
    assertThat(status.get("linesNotSaid").asInt()).isEqualTo(3);
    assertThat(status.get("mode").asText()).isEqualTo("retune");
    assertThat(texts(status.get("warnings"))).containsExactly("the source xen fails: cut off");
  }

  @Test
  void shouldTellThatItOnlyObserves() throws Exception {
    control.observe(true);

    assertThat(status().get("mode").asText()).isEqualTo("observe");
  }

  @Test
  void shouldTellTheHostByWhatNamesItBest() throws Exception {
    JsonNode host = status().get("host");

    List<String> names = new ArrayList<>();
    host.get("identifiers").fieldNames().forEachRemaining(names::add);
    assertThat(names).containsExactly(HOST, "cpuid.brand");
    assertThat(host.at("/identifiers/kvp.PhysicalHostName").asText()).isEqualTo("host-a");
    assertThat(host.get("since").asText())
        .isEqualTo(IsoTime.of(bench.hosts().get(0).firstSeenMillis()));
    assertThat(host.get("settled").asBoolean()).isTrue();
    assertThat(host.get("known").asInt()).isEqualTo(1);
  }

  @Test
  void shouldTellThatAHostHasNotSettled() throws Exception {
    kvp.says(Ids.instance(HOST, "host-b"));
    bench.confirm();
    assertThat(status().at("/host/settled").asBoolean()).isFalse();
    bench.settle();

    assertThat(status().at("/host/settled").asBoolean()).isTrue();
    assertThat(status().at("/host/known").asInt()).isEqualTo(2);
  }

  /** The profile and the history are two things that change one after the other. */
  @Test
  void shouldNotTellTheTimeOfAnotherHostWhereTheHistoryIsBehind() throws Exception {
    control.knowing(List.of(new KnownHost(Map.of(HOST, "host-0"), 1000, 2000)));
    JsonNode host = status().get("host");

    assertThat(host.get("settled").asBoolean()).isFalse();
    assertThat(host.get("since").asText())
        .isEqualTo(IsoTime.of(bench.watcher().profile().readAtMillis()));
  }

  @Test
  void shouldTellWhenItStartedWhereNoHostIsKnown() throws Exception {
    control.knowing(List.of());
    JsonNode host = status().get("host");

    assertThat(host.get("settled").asBoolean()).isTrue();
    assertThat(host.get("since").asText()).isEqualTo(IsoTime.of(STARTED));
  }

  @Test
  void shouldTellWhatWouldShowAMoveAndHow() throws Exception {
    JsonNode status = status();

    assertThat(status.get("hypervisor").asText()).isEqualTo("KVM");
    assertThat(status.get("migrationModel").asText()).isEqualTo("TRANSPARENT");
    assertThat(status.get("migrationModelReason").asText()).isEqualTo("nobody tells");
    assertThat(status.get("wouldNotice").asText()).isEqualTo("host");
    assertThat(status.get("wouldNoticeAMove").asBoolean()).isTrue();
    assertThat(status.at("/vmIds/0/value").asText()).isEqualTo("u1");
    assertThat(status.get("hostIds")).hasSize(2);
  }

  @Test
  void shouldTellTheLastFiveEventsAndCountThemAll() throws Exception {
    SampleReports sample = new SampleReports();
    for (int i = 1; i <= 6; i++) {
      events.put(new Report(sample.moved("host-" + i), List.of()));
    }
    JsonNode status = status();

    assertThat(status.get("eventCount").asInt()).isEqualTo(6);
    assertThat(status.get("lastEvents")).hasSize(5);
    assertThat(status.at("/lastEvents/0/event/sequence").asInt()).isEqualTo(2);
    assertThat(status.at("/lastEvents/4/event/sequence").asInt()).isEqualTo(6);
  }

  @Test
  void shouldTellTheLastFiveNoticesAndCountThemAll() throws Exception {
    for (int i = 1; i <= 6; i++) {
      control.with(new NoticeBuilder("gce", "n" + i).build());
    }
    JsonNode status = status();

    assertThat(status.get("noticeCount").asInt()).isEqualTo(7);
    assertThat(status.get("lastNotices")).hasSize(5);
    assertThat(status.at("/lastNotices/0/id").asText()).isEqualTo("n2");
    assertThat(status.at("/lastNotices/4/id").asText()).isEqualTo("n6");
  }

  @Test
  void shouldBeReadyWhileWhatIsAnnouncedIsOver() throws Exception {
    assertThat(status().get("ready").asBoolean()).isTrue();
    assertThat(status().get("notReady").asText()).isEmpty();
  }

  @Test
  void shouldNotBeReadyWhileSomethingIsAnnounced() throws Exception {
    control.with(
        new NoticeBuilder("gce", "n1")
            .kind(NoticeKind.MIGRATION)
            .text("MIGRATE_ON_HOST_MAINTENANCE")
            .expectUntil(Long.MAX_VALUE)
            .build());
    JsonNode status = status();

    assertThat(status.get("ready").asBoolean()).isFalse();
    assertThat(status.get("notReady").asText())
        .isEqualTo("gce has announced: MIGRATE_ON_HOST_MAINTENANCE");
  }

  /** Its event follows at once, however soon its time has passed. */
  @Test
  void shouldNotBeReadyWhileANoticeIsPlayed() throws Exception {
    control.with(
        new NoticeBuilder("simulated", "n1").text("played").expectUntil(1).simulated(true).build());

    assertThat(status().get("notReady").asText()).isEqualTo("simulated has announced: played");
  }

  @Test
  void shouldCountPoolsAndThoseThatFollow() throws Exception {
    control.with(SamplePools.following()).with(SamplePools.unseen()).with(SamplePools.following());
    JsonNode pools = status().get("pools");

    assertThat(pools.get("mode").asText()).isEqualTo("report");
    assertThat(pools.get("count").asInt()).isEqualTo(3);
    assertThat(pools.get("following").asInt()).isEqualTo(2);
  }

  @Test
  void shouldTellOfSettingsAndWhatCannotBeReached() throws Exception {
    JsonNode status = status();

    assertThat(status.get("settings")).hasSize(2);
    assertThat(status.at("/settings/1/reason").asText()).isEqualTo("set on the command line");
    assertThat(texts(status.get("unreached")))
        .containsExactly("java.util.concurrent.Exchanger.NCPU");
  }

  @Test
  void shouldTellOfEachSource() throws Exception {
    JsonNode sources = status().get("sources");

    assertThat(sources).hasSize(3);
    assertThat(sources.at("/0/name").asText()).isEqualTo("kvp");
    assertThat(sources.at("/0/state").asText()).isEqualTo("READABLE");
    assertThat(sources.at("/2/state").asText()).isEqualTo("FAILED");
    assertThat(sources.at("/2/reason").asText()).isEqualTo("cut off");
    assertThat(sources.at("/0/readNanos").isNumber()).isTrue();
  }

  @Test
  void shouldTellWhatTheWatchingTakes() throws Exception {
    JsonNode watcher = status().get("watcher");

    assertThat(watcher.get("polls").asLong()).isEqualTo(42);
    assertThat(watcher.get("intervalMillis").asLong()).isEqualTo(1000);
    assertThat(watcher.get("lastPollNanos").asLong()).isEqualTo(12_345);
    assertThat(watcher.get("cpuNanos").asLong()).isEqualTo(-1);
  }

  @Test
  void shouldTellOfTheMemoryAndWarnOfIt() throws Exception {
    JsonNode memory = status().get("memory");
    assertThat(memory.get("heapMaxBytes").asLong()).isEqualTo(12L << 30);
    assertThat(memory.get("heapUsedBytes").asLong()).isEqualTo(200L << 20);
    assertThat(memory.get("heapCommittedBytes").asLong()).isEqualTo(300L << 20);
    assertThat(memory.get("nonHeapBytes").asLong()).isEqualTo(50L << 20);
    assertThat(memory.get("residentBytes").asLong()).isEqualTo(400L << 20);
    assertThat(memory.get("collections").asLong()).isEqualTo(3);
    assertThat(memory.get("outgrowing").asBoolean()).isFalse();
    control.warning("the heap may outgrow the memory");

    assertThat(status().at("/memory/outgrowing").asBoolean()).isTrue();
    assertThat(status().at("/memory/warning").asText())
        .isEqualTo("the heap may outgrow the memory");
  }

  @Test
  void shouldTellEachKeyWithItsValueAndOrigin() throws Exception {
    for (JsonNode key : status().get("configuration")) {
      if (key.get("key").asText().equals("pools")) {
        assertThat(key.get("value").asText()).isEqualTo("report");
        assertThat(key.get("origin").asText()).isNotEmpty().isNotEqualTo("default");
        return;
      }
    }
    throw new AssertionError("pools is not there");
  }
}
