package io.hostshift.tune.fixed;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedThreadsTest {
  private static final Target TARGET = new Target(8, 8, Map.of());

  @TempDir private Path folder;

  private void thread(String number, String name, String allowed) throws IOException {
    Path thread = Files.createDirectories(folder.resolve(number));
    Files.writeString(
        thread.resolve("status"), "Name:\t" + name + "\nCpus_allowed_list:\t" + allowed + "\n");
  }

  private Status plan() {
    return new PinnedThreads(folder.toFile()).plan(TARGET);
  }

  @Test
  void shouldHaveNothingToSayWhereNoThreadIsPinned() throws IOException {
    thread("1", "hostshift", "0-3,8");
    thread("2", "main", "0-3,8");

    assertThat(plan())
        .returns(SettingState.APPLIED, Status::state)
        .returns(0L, Status::current)
        .returns(0L, Status::target);
  }

  @Test
  void shouldNameAThreadThatMayUseFewer() throws IOException {
    thread("1", "hostshift", "0-3,8");
    thread("2", "kafka-1", "2");
    thread("3", "kafka-2", "0-3");

    assertThat(plan())
        .returns(SettingState.LEFT, Status::state)
        .returns(2L, Status::current)
        .extracting(Status::reason)
        .asString()
        .startsWith("whoever pinned them to fewer processors than there are keeps them there")
        .matches(".*such as kafka-(1 \\(2\\)|2 \\(0-3\\))");
  }

  @Test
  void shouldTakeAThreadThatHasEndedForNone() throws IOException {
    thread("1", "hostshift", "0-3");
    Files.createDirectories(folder.resolve("2"));

    assertThat(plan().state()).isEqualTo(SettingState.APPLIED);
  }

  @Test
  void shouldSayNothingWhereNothingCanBeRead() {
    assertThat(plan().state()).isEqualTo(SettingState.APPLIED);
  }

  @Test
  void shouldCountOnceForAnEventAndAgainForTheNext() throws IOException {
    thread("1", "hostshift", "0-3");
    PinnedThreads pinned = new PinnedThreads(folder.toFile());
    pinned.plan(TARGET);
    pinned.move(TARGET);
    thread("2", "kafka-1", "2");

    assertThat(pinned.plan(TARGET).current()).isZero();
    assertThat(pinned.plan(TARGET).current()).isOne();
  }
}
