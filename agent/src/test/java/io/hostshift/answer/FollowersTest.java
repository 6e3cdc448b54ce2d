package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Eventually;
import io.hostshift.report.Report;
import io.hostshift.report.SampleReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowersTest {
  @TempDir Path temp;

  private final Followers followers = new Followers();
  private final Report move = SampleReports.move();

  @AfterEach
  void end() {
    followers.end();
  }

  private AnswerPlace follower() throws IOException {
    AnswerPlace place = AnswerPlace.below(temp);
    followers.add(place.open(), List.of());
    return place;
  }

  private static void has(AnswerPlace place, int lines) {
    Eventually.holds(lines + " lines", () -> place.lines().size() == lines);
  }

  @Test
  void shouldTellAllOfEachStepOfAnEvent() throws Exception {
    List<AnswerPlace> places = List.of(follower(), follower());
    followers.opened(move, "");
    followers.retunedLater(move);
    followers.settled(move);

    for (AnswerPlace place : places) {
      has(place, 3);
      assertThat(place.lines()).allMatch(line -> line.startsWith("data {\"sentence\":\""));
    }
  }

  @Test
  void shouldTellTheOthersWhereOneHasGone() throws Exception {
    AnswerPlace gone = follower();
    AnswerPlace stays = follower();
    Files.delete(gone.file());
    followers.opened(move, "");
    followers.settled(move);

    has(stays, 2);
    assertThat(gone.file()).doesNotExist();
    Files.createFile(gone.file());
    followers.settled(move);
    has(stays, 3);
    assertThat(gone.lines()).isEmpty();
  }

  /** Its lock is what a listener holds as long as it lives. */
  @Test
  void shouldForgetOneThatHoldsItsFileNoLonger() throws Exception {
    AnswerPlace dead = follower();
    followers.lookAgain();

    Eventually.holds("the file is taken away", () -> Files.notExists(dead.file()));
    assertThat(dead.file().getParent()).doesNotExist();
  }

  @Test
  void shouldLookAgainAtEachPoll() throws Exception {
    AnswerPlace first = follower();
    followers.lookAgain();
    Eventually.holds("the first is taken away", () -> Files.notExists(first.file()));
    AnswerPlace second = follower();
    Eventually.holds(
        "the second is taken away",
        () -> {
          followers.lookAgain();
          return Files.notExists(second.file());
        });
  }

  @Test
  void shouldEndTheAnswerOfEachThatStillListens() throws Exception {
    List<AnswerPlace> places = List.of(follower(), follower());
    followers.opened(move, "");
    followers.end();

    for (AnswerPlace place : places) {
      assertThat(place.whole()).hasSize(2).endsWith("end");
    }
  }

  @Test
  void shouldStartNoThreadWhereNobodyFollows() {
    followers.opened(move, "");
    followers.lookAgain();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("hostshift-answers");
  }
}
