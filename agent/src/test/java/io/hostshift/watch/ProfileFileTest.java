package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFileTest {
  private static final HostProfile PROFILE =
      HostProfile.EMPTY.with(
          List.of(
              instance("kvp.PhysicalHostName", "host-\"a\"\n"),
              new Identifier("dmi.product_uuid", "1234", Scope.VM),
              new Identifier("vmclock.disruption_marker", "7", Scope.EPOCH),
              new Identifier("vmgenid.uevents", "1", Scope.VM)),
          null,
          1000);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("profile.json");
  }

  @Test
  void shouldKeepIdentifiersAndHostsButNoCounters() throws IOException {
    KnownHost host = new KnownHost(Map.of("kvp.PhysicalHostName", "x"), 11, 22);
    new ProfileFile(file()).write(PROFILE, List.of(host));

    ProfileFile.Kept kept = new ProfileFile(file()).read();
    assertThat(kept.profile().identifiers())
        .extracting(Identifier::toString)
        .containsExactly("dmi.product_uuid=1234", "kvp.PhysicalHostName=host-\"a\"\n");
    assertThat(kept.hosts()).hasSize(1);
    assertThat(kept.hosts().get(0).identifiers()).isEqualTo(host.identifiers());
    assertThat(kept.hosts().get(0).firstSeenMillis()).isEqualTo(11);
    assertThat(kept.hosts().get(0).lastSeenMillis()).isEqualTo(22);
  }

  @Test
  void shouldBeReadableByItsOwnerAloneAndLeaveNothingElseBehind() throws IOException {
    new ProfileFile(file()).write(PROFILE, List.of());
    new ProfileFile(file()).write(PROFILE, List.of());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file()));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void shouldHaveNothingBeforeTheFirstTime() throws IOException {
    assertThat(new ProfileFile(file()).read()).isNull();
  }

  @Test
  void shouldNotFollowALink() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "{}");
    Files.createSymbolicLink(file(), other);

    assertThatThrownBy(() -> new ProfileFile(file()).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no regular file");
    new ProfileFile(file()).write(PROFILE, List.of());
    assertThat(other).hasContent("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"identifiers\": 3}",
        "{\"identifiers\": [{\"name\": \"a.b\", \"value\": \"c\", \"scope\": \"SOME\"}]}",
        "{\"identifiers\": [{\"name\": \"a.b\"}]}",
        "{\"identifiers\": [{\"name\": 1}]}",
        "{\"hosts\": [{\"firstSeenMillis\": \"soon\"}]}",
      })
  void shouldSayThatAFileIsNoProfile(String text) throws IOException {
    Files.writeString(file(), text);

    assertThatThrownBy(() -> new ProfileFile(file()).read()).isInstanceOf(IOException.class);
  }

  @Test
  void shouldSayWhereItIsNoJsonInWordsForPeople() throws IOException {
    Files.writeString(file(), "{\n\"identifiers\": [x]}");

    assertThatThrownBy(() -> new ProfileFile(file()).read())
        .hasMessageStartingWith(file() + " line 2 is no JSON: ")
        .message()
        .doesNotContain("REDACTED", "Source", "\n");
  }

  @Test
  void shouldTakeNoNumberForAName() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("numbers"),
            "{\"identifiers\":[{\"name\":5,\"value\":\"x\",\"scope\":\"VM\"}]}");

    assertThatThrownBy(() -> new ProfileFile(file).read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected VALUE_STRING");
  }
}
