package io.hostshift.testapp.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.testapp.service.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole play, against a stand-in for the agent and a clock that goes when it is waited for. */
final class DemoTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final FakeApplication application = new FakeApplication();
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private GuestTree guest;
  private FakeAgent agent;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    guest = GuestTree.create(folder.resolve("guest"), Demo.HOST_A);
    agent = new FakeAgent(server, guest.root(), processors -> application.processors = processors);
  }

  @Test
  void shouldMissNothingWhenAllIsNoticedAndRetuned() throws Exception {
    assertThat(play()).isEmpty();
    assertThat(shown()).contains("4 of 4 changes noticed and retuned for");
  }

  @Test
  void shouldShowEachChangeWithItsVerdictAndTheHosts() throws Exception {
    play();

    assertThat(shown())
        .contains("DISRUPTED  vmclock.disruption_marker  1 -> 2")
        .contains("MIGRATED   kvp.PhysicalHostName  host-a -> host-b")
        .contains("MIGRATED   kvp.PhysicalHostName  host-b -> host-a")
        .contains("RESIZED    capacity.processors  16 -> 6")
        .contains("RESIZED    capacity.processors  6 -> 16")
        .contains("application sees  8 -> 4 processors");
  }

  @Test
  void shouldKeepWithinEightyColumns() throws Exception {
    play();

    assertThat(shown().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void shouldStayBelowThirtySecondsEvenWhenNothingIsNoticed() throws Exception {
    FakePace pace = new FakePace(now -> {});

    List<String> missing = play(pace);

    assertThat(missing).contains("step 2: the agent reported nothing within 5 s");
    assertThat(pace.now - FakePace.BEGIN).isLessThan(25_000);
  }

  @Test
  void shouldTellWhenAMoveIsReportedAsLess() throws Exception {
    agent.goBlind();

    assertThat(play())
        .contains(
            "step 2: reported as DISRUPTED instead of MIGRATED: vmclock.disruption_marker  1 -> 2");
  }

  @Test
  void shouldTellWhenNoNotificationCame() throws Exception {
    agent.goSilent();

    assertThat(play()).contains("step 2: no JMX notification told of event 1");
  }

  @Test
  void shouldTellWhatWasNotRetunedAndWhy() throws Exception {
    agent.breakLever("no lever");

    assertThat(play())
        .contains(
            "step 2: 'processors' is 8 instead of 4 (FAILED, no lever)",
            "step 2: the application sees 8 processors instead of 4");
  }

  @Test
  void shouldTellWhenTheCollectorStillUsesMoreWorkers() throws Exception {
    application.stubbornWorkers = true;

    assertThat(play())
        .containsExactly(
            "step 2: the collector still uses 8 workers, as its log says",
            "step 4: the collector still uses 8 workers, as its log says");
  }

  @Test
  void shouldTellWhenDataWasDamaged() throws Exception {
    application.intact = false;

    assertThat(play()).singleElement().asString().startsWith("load: the data is damaged");
  }

  private List<String> play() throws Exception {
    return play(new FakePace(agent::poll));
  }

  private List<String> play(FakePace pace) throws Exception {
    Screen screen = new Screen(new PrintStream(shown, true, "UTF-8"), Palette.PLAIN);
    return new Demo(guest, new AgentMBeans(server), application, pace, screen).play();
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private static final class FakeApplication implements Application {
    private int processors;
    private boolean intact = true;
    private boolean stubbornWorkers;

    @Override
    public int processors() {
      return processors;
    }

    @Override
    public int collectorWorkers() {
      return stubbornWorkers ? Demo.CEILING : processors;
    }

    @Override
    public JsonNode stats() {
      return JsonText.object().put("requests", 12_345).put("intact", intact);
    }
  }
}
