package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.Capacity;
import io.hostshift.host.HostProfile;
import io.hostshift.report.Sentence;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.rules.RulesFile;
import io.hostshift.tune.setting.FakeMemory;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.tune.setting.Status;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting in bytes, from the host's memory and from a rule to what is said of it. */
class MemorySettingTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  private static HostProfile host(long gib) {
    Capacity capacity = new Capacity(4, 4, 0, 64 * GIB, gib * GIB);
    return HostProfile.EMPTY.with(Collections.emptyList(), capacity, 1);
  }

  private static Tuner tuner(Rules rules) {
    return new Tuner(List.of(new FakeMemory(8 * GIB)), List.of(), rules, profile -> 4, () -> false);
  }

  private Rules rules(String value) throws IOException {
    File file = folder.resolve("rules.json").toFile();
    Files.writeString(file.toPath(), "{\"rules\": [{\"fakeMemory\": " + value + "}]}");
    return RulesFile.read(file, List.of(FakeMemory.TYPE));
  }

  @Test
  void shouldFollowTheMemoryOfTheHost() {
    List<Outcome> outcomes = tuner(Rules.NONE).retune(host(12));

    assertThat(outcomes.get(0).status())
        .returns(6 * GIB, Status::current)
        .returns(6 * GIB, Status::target)
        .returns(SettingState.APPLIED, Status::state);
    assertThat(outcomes.get(0).before()).isEqualTo(8 * GIB);
    assertThat(Sentence.settings(outcomes)).isEqualTo("fakeMemory 8 GiB to 6 GiB");
  }

  @Test
  void shouldStopAtItsCeiling() {
    assertThat(tuner(Rules.NONE).retune(host(32)).get(0).status())
        .returns(8 * GIB, Status::current)
        .returns(16 * GIB, Status::target)
        .returns(SettingState.CEILING, Status::state);
  }

  @Test
  void shouldSayWhatItWouldBe() {
    Tuner tuner = tuner(Rules.NONE);
    tuner.observe(true);

    assertThat(Sentence.settings(tuner.retune(host(3))))
        .isEqualTo("fakeMemory 8 GiB would be 1.5 GiB");
  }

  @Test
  void shouldTakeBytesFromARule() throws IOException {
    assertThat(tuner(rules("5368709120")).retune(host(12)).get(0).status().current())
        .isEqualTo(5 * GIB);
    assertThat(tuner(rules("\"5g\"")).retune(host(12)).get(0).status().current())
        .isEqualTo(5 * GIB);
  }

  @Test
  void shouldSayWhatARuleMayGiveIt() {
    for (String wrong : List.of("0", "\"5 GB\"", "1.5", "99999999999999999999")) {
      assertThatThrownBy(() -> rules(wrong))
          .hasMessageEndingWith(
              "rule 1: fakeMemory: "
                  + wrong
                  + " is not accepted; accepted is a number of bytes from 1, or a size such as"
                  + " 512m, or env:NAME, or file:/path");
    }
  }
}
