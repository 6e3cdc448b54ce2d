package io.hostshift.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.base.FakeClock;
import io.hostshift.source.Fixtures;
import io.hostshift.source.GuestTree;
import io.hostshift.source.published.PublishedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  private static final String KEYS = "sys/firmware/qemu_fw_cfg/by_name/";
  private static final String SMBIOS = KEYS + "etc/smbios/smbios-tables/raw";
  private static final String UUID = "sys/class/dmi/id/product_uuid";
  private static final String VM = "11111111-2222-3333-4444-555555555555";
  private static final String HOST_KEY = "fwcfg.opt/org.test/host";

  @TempDir private Path temp;

  private final FakeClock clock = new FakeClock();
  private GuestTree tree;
  private Path file;
  private Path secret;

  @BeforeEach
  void makeGuest() throws IOException {
    tree = new GuestTree(temp.resolve("guest"));
    file = temp.resolve("run/published.json");
    secret = temp.resolve("lib/secret");
    key("opt/org.test/host", "host-a");
  }

  private void key(String name, String value) throws IOException {
    tree.with(KEYS + name + "/raw", value);
  }

  private Publisher publisher(String... keys) throws IOException {
    AllowList allowed = AllowList.of(List.of(keys));
    PublisherFile place = new PublisherFile(file);
    place.prepare();
    return new Publisher(
        RootSources.of(tree.files(), name -> true, allowed),
        allowed,
        Secret.in(secret),
        place,
        TimeUnit.SECONDS.toNanos(1),
        clock,
        clock);
  }

  private JsonNode written() throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  private Map<String, String> told() throws IOException {
    Map<String, String> told = new HashMap<>();
    written()
        .path("identifiers")
        .forEach(each -> told.put(each.path("name").asText(), each.path("value").asText()));
    return told;
  }

  @Test
  void shouldTellTheKeysThatWereNamedWithTheirScopesANumberAndTheTime() throws Exception {
    publisher(HOST_KEY).step();

    assertThat(told()).containsExactly(Map.entry(HOST_KEY, "host-a"));
    assertThat(written().path("identifiers").get(0).path("scope").asText()).isEqualTo("INSTANCE");
    assertThat(written().path("sequence").asLong()).isEqualTo(1);
    assertThat(Instant.parse(written().path("time").asText())).isEqualTo(clock.instant());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertThat(PublishedPage.parse(Files.readAllBytes(file)).identifiers()).hasSize(1);
  }

  /** Neither as they are nor as a digest, which for a weak password would be as good. */
  @Test
  void shouldNeverTellPasswordsAndBootSecrets() throws Exception {
    Map<String, String> secrets =
        Map.of(
            "opt/org.test/password", "hunter2",
            "opt/io.systemd.credentials/passwd.root", "correct-horse",
            "opt/com.coreos/config", "ignition-token",
            "opt/org.flatcar-linux/config", "flatcar-token",
            "opt/ovmf/key", "boot-secret",
            "opt/org.tianocore/key", "platform-key",
            "etc/boot-menu-secret", "menu-secret");
    for (Map.Entry<String, String> each : secrets.entrySet()) {
      key(each.getKey(), each.getValue());
    }
    tree.with(
        SMBIOS,
        Fixtures.smbiosWithOem(
            "io.systemd.credential:db=oem-secret", "token=oem-token", "host=oem-host"));

    publisher(HOST_KEY, "smbios.oem.host").step();

    String text = Files.readString(file);
    assertThat(text).doesNotContain(secrets.values()).doesNotContain("oem-secret", "oem-token");
    assertThat(told().keySet()).doesNotContain("smbios.oem.token");
    assertThat(told().keySet().stream().filter(name -> name.startsWith("fwcfg")))
        .containsExactly(HOST_KEY);
    assertThat(told()).containsEntry("smbios.oem.host", "oem-host");
  }

  @Test
  void shouldRefuseToTellWhatOthersKeepThere() {
    for (String name :
        List.of(
            "fwcfg.opt/io.systemd.credentials/x",
            "fwcfg.opt/com.coreos/config",
            "smbios.oem.io.systemd.credential:x",
            "fwcfg.etc/e820",
            "smbios.oem.",
            "dmi.product_uuid",
            "password")) {
      assertThatThrownBy(() -> AllowList.of(List.of(name)))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(name);
    }
  }

  @Test
  void shouldTellOfSerialNumbersAndUuidsOnlyThatTheyChanged() throws Exception {
    tree.with(UUID, VM + "\n").with(SMBIOS, Fixtures.smbios("serial-7", 0x11));
    Publisher publisher = publisher();
    publisher.step();
    Map<String, String> before = told();

    assertThat(Files.readString(file))
        .doesNotContain(VM, "serial-7", "11111111-1111-1111-1111-111111111111", "SeaBIOS");
    assertThat(before).containsKeys("dmi.product_uuid", "smbios.product_serial");
    assertThat(before.values()).allMatch(value -> value.matches("hmac-sha256:[0-9a-f]{8}:.{32}"));

    tree.with(SMBIOS, Fixtures.smbios("serial-8", 0x11));
    steps(publisher, 8);
    Map<String, String> after = told();

    assertThat(after.get("smbios.product_serial"))
        .isNotEqualTo(before.get("smbios.product_serial"));
    assertThat(after).containsEntry("dmi.product_uuid", before.get("dmi.product_uuid"));
  }

  private void steps(Publisher publisher, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      clock.advanceNanos(publisher.step());
    }
  }

  @Test
  void shouldGiveTheSameDigestsAfterARestartAndOthersUnderAnotherSecret() throws Exception {
    tree.with(UUID, VM + "\n");
    publisher().step();
    String first = told().get("dmi.product_uuid");
    publisher().step();
    assertThat(told()).containsEntry("dmi.product_uuid", first);

    Files.delete(secret);
    publisher().step();
    String other = told().get("dmi.product_uuid");
    assertThat(other.split(":")[1])
        .as("says that the key is another")
        .isNotEqualTo(first.split(":")[1]);
    assertThat(other.split(":")[2]).isNotEqualTo(first.split(":")[2]);
  }

  @Test
  void shouldKeepItsSecretForItselfAndTakeNoneThatOthersMayKnow() throws Exception {
    publisher().step();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(Files.size(secret)).isEqualTo(32);

    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Secret.in(secret))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not this user's alone (mode 0644)");
  }

  @Test
  void shouldTellAChangeOnceASecondLookConfirmsIt() throws Exception {
    Publisher publisher = publisher(HOST_KEY);
    clock.advanceNanos(publisher.step());

    key("opt/org.test/host", "host-b");
    long wait = publisher.step();
    assertThat(told()).containsEntry(HOST_KEY, "host-a");
    assertThat(wait).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
    clock.advanceNanos(wait);
    publisher.step();

    assertThat(told()).containsEntry(HOST_KEY, "host-b");
    assertThat(written().path("sequence").asLong()).isEqualTo(2);
  }

  @Test
  void shouldNotTellWhatWasThereForOneLook() throws Exception {
    Publisher publisher = publisher(HOST_KEY);
    clock.advanceNanos(publisher.step());

    key("opt/org.test/host", "host-");
    clock.advanceNanos(publisher.step());
    key("opt/org.test/host", "host-a");
    steps(publisher, 3);

    assertThat(told()).containsEntry(HOST_KEY, "host-a");
    assertThat(written().path("sequence").asLong()).isEqualTo(1);
  }

  @Test
  void shouldWriteEachTwentySecondsWhileNothingChanges() throws Exception {
    Publisher publisher = publisher(HOST_KEY);

    steps(publisher, 151);

    assertThat(written().path("sequence").asLong()).isEqualTo(8);
    assertThat(written().path("staleAfterMillis").asLong()).isEqualTo(65_000);
  }

  @Test
  void shouldGoOnWithTheNumberAndCleanUpAfterARunThatWasKilledInTheMiddleOfWriting()
      throws Exception {
    publisher(HOST_KEY).step();
    byte[] whole = Files.readAllBytes(file);
    Path half = file.resolveSibling(".published.json.new");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    assertThat(PublishedPage.parse(Files.readAllBytes(file)).sequence())
        .as("what is half written is not there for anybody")
        .isEqualTo(1);

    publisher(HOST_KEY).step();

    assertThat(written().path("sequence").asLong()).isEqualTo(2);
    assertThat(half).doesNotExist();
  }

  @Test
  void shouldNotFollowALinkThatWasPutWhereItWrites() throws Exception {
    Path other = Files.writeString(temp.resolve("other"), "mine");
    Publisher publisher = publisher(HOST_KEY);
    Files.createSymbolicLink(file.resolveSibling(".published.json.new"), other);
    Files.createSymbolicLink(file, other);

    publisher.step();

    assertThat(other).hasContent("mine");
    assertThat(file).isRegularFile();
    assertThat(told()).containsEntry(HOST_KEY, "host-a");
  }

  @Test
  void shouldNotWriteWhereOthersCouldPutAnotherFile() throws Exception {
    Files.createDirectories(file.getParent());
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> new PublisherFile(file).prepare())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must be a folder of this user's that nobody else may write to");
  }
}
