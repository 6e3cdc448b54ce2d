package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.attach.LinuxProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrmgrVetoesTest {
  @TempDir Path proc;

  private LinuxProcess process(int user, String nsPid) throws IOException {
    Files.createDirectories(proc.resolve("self"));
    Path folder = Files.createDirectories(proc.resolve("12"));
    Files.writeString(
        folder.resolve("status"),
        "Uid:\t7\t%d\t7\t7\nGid:\t7\t7\t7\t7\nNSpid:\t%s\n".formatted(user, nsPid));
    Files.writeString(folder.resolve("stat"), "12 (a) b) S" + " 1".repeat(40));
    return LinuxProcess.of(proc.toFile(), 12);
  }

  @Test
  void shouldCountRootsAloneByDefault() throws IOException {
    DrmgrVetoes none = new DrmgrVetoes(List.of());

    assertThat(none.countsOf(process(0, "12"))).isTrue();
    assertThat(none.countsOf(process(65534, "12"))).isFalse();
  }

  @Test
  void shouldCountTheUsersWhoAreNamed() throws IOException {
    DrmgrVetoes named = new DrmgrVetoes(List.of("nobody", "1007"));

    assertThat(named.countsOf(process(65534, "12"))).isTrue();
    assertThat(named.countsOf(process(1007, "12"))).isTrue();
    assertThat(named.countsOf(process(1008, "12"))).isFalse();
    assertThat(named.countsOf(process(0, "12"))).isTrue();
  }

  @Test
  void shouldNotTakeAContainersRootForThePartitions() throws IOException {
    assertThat(new DrmgrVetoes(List.of()).countsOf(process(0, "12\t1"))).isFalse();
    assertThat(new DrmgrVetoes(List.of("root")).countsOf(process(0, "12\t1"))).isTrue();
  }

  /** It has ended, and its folder with it: its user still has a name. */
  @Test
  void shouldNameTheUserOfAProcessThatHasEnded() throws IOException {
    LinuxProcess process = process(0, "12");
    for (File file : proc.resolve("12").toFile().listFiles()) {
      Files.delete(file.toPath());
    }
    Files.delete(proc.resolve("12"));

    assertThat(process.ended()).isTrue();
    assertThat(process.userName()).isEqualTo("root");
  }
}
