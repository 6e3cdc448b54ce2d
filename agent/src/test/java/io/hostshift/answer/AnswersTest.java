package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.base.Duty;
import io.hostshift.base.Errands;
import io.hostshift.base.Eventually;
import io.hostshift.base.Log;
import io.hostshift.notice.NoticeMode;
import io.hostshift.notice.Notices;
import io.hostshift.report.EventLog;
import io.hostshift.report.FakeControl;
import io.hostshift.report.Report;
import io.hostshift.report.SampleReports;
import io.hostshift.tune.pool.SamplePools;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command that the command line asks of a running agent. */
class AnswersTest {
  @TempDir Path temp;

  private final SampleReports sample = new SampleReports();
  private final FakeControl control = new FakeControl(sample.bench());
  private final EventLog events = new EventLog(8);
  private final Followers followers = new Followers();
  private final Errands errands = new Errands(System::nanoTime);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(said, true, StandardCharsets.UTF_8), Log.Level.INFO);
  private final Duty duty = new Duty(System::nanoTime, log);
  private AnswerPlace place;
  private Answers answers;

  @BeforeEach
  void make() throws Exception {
    place = AnswerPlace.below(temp);
    StatusFacts facts = SampleFacts.of(control, events, errands, log, 0, 5);
    Notices notices = new Notices(NoticeMode.OFF, false, log);
    HookCalls hookCalls = new HookCalls(notices, false, duty, System::nanoTime, log);
    answers = new Answers(facts, followers, hookCalls, log);
  }

  @AfterEach
  void end() {
    followers.end();
    assertThat(errands.end()).isEmpty();
  }

  private List<String> ask(String command, String argument) throws Exception {
    answers.to(place.request(command, argument));
    return place.lines();
  }

  private static JsonNode json(String line) throws Exception {
    assertThat(line).startsWith("data {");
    return new ObjectMapper().readTree(line.substring("data ".length()));
  }

  /** The only line of data. */
  private JsonNode answered(String command, String argument) throws Exception {
    List<String> lines = ask(command, argument);
    assertThat(lines).hasSize(2).endsWith("end");
    return json(lines.get(0));
  }

  @Test
  void shouldTellHowItStands() throws Exception {
    assertThat(answered("status", "").get("startLine").asText())
        .isEqualTo("hostshift watches this VM");
  }

  /** Whoever attaches a second time learns the same. */
  @Test
  void shouldTellHowItStandsWhereItIsAttachedAlready() throws Exception {
    assertThat(answered("attach", "").get("startLine").asText())
        .isEqualTo("hostshift watches this VM");
  }

  @Test
  void shouldTellOfEachMigration() throws Exception {
    events.put(new Report(sample.moved("host-b"), List.of()));
    events.put(new Report(sample.moved("host-c"), List.of()));
    List<String> lines = ask("migrations", "");

    assertThat(lines).hasSize(3).endsWith("end");
    assertThat(json(lines.get(0)).at("/event/sequence").asInt()).isEqualTo(1);
    assertThat(json(lines.get(1)).at("/event/sequence").asInt()).isEqualTo(2);
    assertThat(json(lines.get(1)).get("sentence").asText()).contains("host-c");
    assertThat(control.orders()).isEmpty();
  }

  @Test
  void shouldLookBeforeItTellsOfMigrationsUntilNow() throws Exception {
    assertThat(ask("migrations", "now")).containsExactly("end");
    assertThat(control.orders()).containsExactly("poll");
  }

  @Test
  void shouldGoOnTellingWhoeverFollows() throws Exception {
    events.put(new Report(sample.moved("host-b"), List.of()));
    assertThat(ask("migrations", "follow")).hasSize(1);
    followers.opened(new Report(sample.moved("host-c"), List.of()), "");
    Eventually.holds("a second event", () -> place.lines().size() == 2);
    followers.end();

    assertThat(json(place.lines().get(1)).get("sentence").asText()).contains("host-c");
    assertThat(place.whole()).hasSize(3).endsWith("end");
  }

  @Test
  void shouldTellSettingsBeforeAndAfterItHasRetuned() throws Exception {
    JsonNode retuned = answered("retune", "");

    assertThat(control.orders()).containsExactly("retune");
    assertThat(retuned.get("before")).hasSize(2);
    assertThat(retuned.at("/settings/0/name").asText()).isEqualTo("processors");
    assertThat(retuned.at("/settings/0/current").asInt()).isEqualTo(8);
  }

  @Test
  void shouldTakeTheMarkAwayBeforeItRetunes() throws Exception {
    answered("retune", "clear-mark");

    assertThat(control.orders()).containsExactly("clear mark", "retune");
  }

  @Test
  void shouldTellOfPoolsAndWhatIsDoneAboutThem() throws Exception {
    control.with(SamplePools.following()).with(SamplePools.unseen());
    JsonNode answer = answered("pools", "");

    assertThat(answer.get("mode").asText()).isEqualTo("report");
    assertThat(answer.get("pools"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"threads\":\"io-\",\"creator\":\"com.acme.Io:12\",\"kind\":\"executor\",\"size\":9,"
                + "\"maximum\":17,\"sizeAtStart\":33,\"processorsThen\":16,\"rule\":\"2P+1\","
                + "\"state\":\"APPLIED\",\"reason\":\"\"}",
            "{\"threads\":\"old-\",\"creator\":\"\",\"kind\":\"executor\",\"size\":4,"
                + "\"maximum\":4,\"sizeAtStart\":4,\"processorsThen\":null,"
                + "\"rule\":\"unexplained\",\"state\":\"LEFT\",\"reason\":\"not seen\"}");
  }

  @Test
  void shouldGiveMemoryBackDownToASize() throws Exception {
    answers.to(place.request("release", "512m"));
    JsonNode released = json(place.whole().get(0));

    assertThat(control.orders()).containsExactly("release " + (512L << 20));
    assertThat(released.get("toBytes").asLong()).isEqualTo(512L << 20);
    assertThat(released.get("reached").isBoolean()).isTrue();
    assertThat(released.get("collections").asInt()).isZero();
    assertThat(released.get("millis").isNumber()).isTrue();
    assertThat(released.at("/before/residentBytes").asLong()).isPositive();
    assertThat(released.at("/after/heapUsedBytes").asLong()).isPositive();
    assertThat(released.get("reason").asText()).isNotEmpty();
    assertThat(released.get("sentence").asText()).startsWith("heap ");
  }

  @Test
  void shouldGiveBackAsMuchAsCanBeWhereNoSizeIsNamed() throws Exception {
    answers.to(place.request("release", ""));

    assertThat(place.whole()).hasSize(2).endsWith("end");
    assertThat(control.orders()).containsExactly("release 0");
  }

  @Test
  void shouldRefuseASizeThatIsNone() throws Exception {
    assertThat(ask("release", "half"))
        .singleElement()
        .asString()
        .startsWith("error ")
        .contains("half");
    assertThat(control.orders()).isEmpty();
  }

  @Test
  void shouldTellTheEventThatItHasPlayed() throws Exception {
    for (int i = 1; i <= 7; i++) { // The seventh is the one that the control plays.
      events.put(new Report(sample.moved("host-" + i), List.of()));
    }

    assertThat(answered("simulate", "").at("/event/sequence").asInt()).isEqualTo(7);
    assertThat(control.orders()).containsExactly("simulate");
  }

  @Test
  void shouldSayWhereToReadWhyNothingWasPlayed() throws Exception {
    assertThat(ask("simulate", ""))
        .containsExactly("error did not play a move; its standard error says why");
  }

  @Test
  void shouldAnswerDrmgrWhereNobodyListens() throws Exception {
    assertThat(ask("drmgr", "pre 100")).containsExactly("data heard", "data ready", "end");
  }

  @Test
  void shouldSayThatItDoesNotKnowACommand() throws Exception {
    assertThat(ask("levitate", ""))
        .singleElement()
        .asString()
        .startsWith("error there is no command levitate in version ");
  }

  @Test
  void shouldSayInItsOwnLogWhereItCannotAnswer() throws Exception {
    Files.setPosixFilePermissions(place.file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    answers.to(place.request("status", ""));
    Answers.refuse(place.request("retune", ""), "is still starting; try again", log);
    Answers.detached(place.request("detach", ""), new Remains(true, List.of(), List.of()), log);

    assertThat(place.lines()).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("could not answer the command status: ")
        .contains("could not answer the command retune: ")
        .contains("could not answer the command detach: ");
  }

  @Test
  void shouldRefuseWithAReason() throws Exception {
    Answers.refuse(place.request("status", ""), "is still starting; try again", log);

    assertThat(place.lines()).containsExactly("error is still starting; try again");
  }

  @Test
  void shouldTellWhatStaysOfAnAgentThatHasEnded() throws Exception {
    Answers.detached(place.request("detach", ""), new Remains(true, List.of(), List.of()), log);

    assertThat(place.lines()).hasSize(2).endsWith("end");
    assertThat(json(place.lines().get(0)).get("ended").asBoolean()).isTrue();
  }
}
