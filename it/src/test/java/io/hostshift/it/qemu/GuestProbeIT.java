package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a probe says in a guest is true there. What it says would help does help: each step is
 * taken, word by word, in the guest and on its host, and the user nobody then sees what they did
 * not see before. What it writes for others names nobody. In steps, with one boot.
 *
 * <p>Not tried here: what needs a container's engine or a cluster, another hypervisor's packages, a
 * cloud, and guest_announce, which QEMU has on unless it is told otherwise.
 */
@Tag("qemu")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuestProbeIT {
  private static final String KEY = "opt/org.test/host";
  private static final String SERIAL = "SN-4711-0815";
  private static final String NAME = "billing-db-7";

  @TempDir private static Path tree;

  private GuestMachine machine;

  @BeforeAll
  void boot() throws Exception {
    GuestSpec spec =
        GuestSpec.ofOneProcessor()
            .withoutVmClock()
            .withMemoryMb(768)
            .withOptions(toldToTheOperator())
            .on(GuestSpec.Host.named('A').withSmbios("serial", SERIAL));
    machine = GuestMachine.boot(spec, ListeningJvm.payload());
    // Where modprobe looks for them, as in an installed system.
    machine
        .shell()
        .run(
            "hostname "
                + NAME
                + "; folder=/lib/modules/$(uname -r); mkdir -p $folder; cp /lib/modules/*.ko $folder;"
                + " depmod; rmmod ptp_vmclock; rmmod qemu_fw_cfg");
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  /** The options behind QEMU's name, which whoever runs the VM's host is told to give it. */
  private static String[] toldToTheOperator() throws IOException {
    Path dmi = Files.createDirectories(tree.resolve("sys/class/dmi/id"));
    Files.writeString(dmi.resolve("product_name"), "KVM\n");
    Files.writeString(dmi.resolve("bios_vendor"), "SeaBIOS\n");
    Hostshift probe = Hostshift.run(List.of(), Jdk.of(25), "probe", "root=" + tree, "--json");
    String help = json(String.join("\n", probe.out())).get("helpOnHost").asText();
    assertThat(help).startsWith("on the host: qemu-system-x86_64 -");
    return help.substring(help.indexOf(" -") + 1).split(" ");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private JsonNode probe(String options) {
    return json(
        machine
            .shell()
            .runAsNobody(
                "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /payload/hostshift.jar probe"
                    + " --json "
                    + options));
  }

  private static JsonNode source(JsonNode probe, String name) {
    return StreamSupport.stream(probe.get("sources").spliterator(), false)
        .filter(source -> source.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String state(JsonNode probe, String source) {
    return source(probe, source).get("state").asText();
  }

  /** The command, as root, without what is said of it in brackets. */
  private void take(JsonNode probe, String source, String begin) {
    String step = source(probe, source).get("remedy").asText();
    assertThat(step).startsWith(begin).contains("as root");
    machine.shell().run(step.replaceFirst(" \\(.*", ""));
  }

  private static String value(JsonNode probe, String identifiers, String name) {
    return StreamSupport.stream(probe.get(identifiers).spliterator(), false)
        .filter(identifier -> identifier.get("name").asText().equals(name))
        .map(identifier -> identifier.get("value").asText())
        .findFirst()
        .orElse("");
  }

  @Test
  @Order(1)
  void shouldFindDriversThatAreToBeLoaded() {
    JsonNode before = probe("");

    assertThat(before.get("hypervisor").asText()).isEqualTo("QEMU");
    assertThat(state(before, "vmclock")).isEqualTo("ABSENT");
    assertThat(state(before, "fwcfg")).isEqualTo("ABSENT");
    take(before, "vmclock", "modprobe ptp_vmclock");
    take(before, "fwcfg", "modprobe qemu_fw_cfg");
  }

  @Test
  @Order(2)
  void shouldFindFilesThatAreToBeOpened() {
    JsonNode before = probe("");

    for (String source : List.of("vmclock", "fwcfg", "smbios")) {
      assertThat(state(before, source)).as(source).isEqualTo("DENIED");
    }
    assertThat(value(before, "vmIds", "dmi.product_uuid")).isEmpty();
    take(before, "vmclock", "chmod a+r /dev/vmclock0");
    take(before, "fwcfg", "chmod a+r /sys/firmware/qemu_fw_cfg/by_name/" + KEY + "/raw");
    take(before, "smbios", "chmod a+r /sys/firmware/qemu_fw_cfg/by_name/etc/smbios/");
    take(before, "dmi", "chmod a+r /sys/class/dmi/id/product_uuid");
  }

  @Test
  @Order(3)
  void shouldSeeAllOfThemThen() {
    JsonNode after = probe("");

    for (String source : List.of("vmclock", "fwcfg", "smbios", "dmi")) {
      assertThat(state(after, source)).as(source).isEqualTo("READABLE");
      assertThat(source(after, source).get("remedy").asText()).as(source).isEmpty();
    }
    assertThat(value(after, "hostIds", "fwcfg." + KEY)).isEqualTo("host-A");
    assertThat(value(after, "hostIds", "vmclock.disruption_marker")).isNotEmpty();
    assertThat(value(after, "vmIds", "dmi.product_uuid")).isEqualTo(machine.spec().host().uuid());
    assertThat(after.get("wouldNotice").asText()).isEqualTo("host");
  }

  /** What is said where the processor has no fw_cfg, and where the operator writes a file. */
  @Test
  @Order(4)
  void shouldSeeADisksSerialNumberAndAFileThatAreNamed() {
    machine.shell().run("echo rack=shelf-3 > /run/host");

    JsonNode probe = probe("sources=blockserial:vda+file file=/run/host");

    assertThat(value(probe, "hostIds", "blockserial.vda")).isEqualTo("DISK-A");
    assertThat(value(probe, "hostIds", "file.rack")).isEqualTo("shelf-3");
    assertThat(probe.get("wouldNotice").asText()).isEqualTo("host");
  }

  /** As root, who reads all that there is; each name is searched for in the file. */
  @Test
  @Order(5)
  void shouldWriteAReportWithoutAnyNameOfThisGuestThatTellsTheSame() {
    String probe =
        "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /payload/hostshift.jar probe";
    String uuid = machine.spec().host().uuid();
    JsonNode first = json(machine.shell().run(probe + " --json --report /run/report.zip"));
    String mac = machine.shell().run("cat /sys/class/net/eth0/address");
    String boot = machine.shell().run("cat /proc/sys/kernel/random/boot_id");

    assertThat(value(first, "vmIds", "dmi.product_uuid")).isEqualTo(uuid);
    assertThat(value(first, "hostIds", "fwcfg." + KEY)).isEqualTo("host-A");
    assertThat(value(first, "hostIds", "smbios.product_serial")).isEqualTo(SERIAL);
    String written = written();
    assertThat(written).as("what names nobody is there").contains("seabios");
    for (String name :
        List.of(uuid, uuid.replace("-", ""), SERIAL, mac, mac.replace(":", ""), boot, NAME)) {
      assertThat(written).doesNotContain(name.toLowerCase(Locale.ROOT));
    }
    assertThat(written).doesNotContain("host-a").doesNotContain(binary(uuid));

    JsonNode again = json(machine.shell().run(probe + " --json root=/run/report.zip"));
    for (String field :
        List.of("hypervisor", "cloud", "container", "wouldNotice", "migrationModel", "capacity")) {
      assertThat(again.get(field)).as(field).isEqualTo(first.get(field));
    }
    for (String field : List.of("vmIds", "hostIds")) {
      assertThat(again.get(field).findValuesAsText("name"))
          .isEqualTo(first.get(field).findValuesAsText("name"));
    }
    for (JsonNode source : first.get("sources")) {
      String name = source.get("name").asText();
      assertThat(state(again, name)).as(name).isEqualTo(state(first, name));
    }
  }

  /** As SMBIOS has it: the first three numbers the other way round. */
  private static String binary(String uuid) {
    UUID id = UUID.fromString(uuid);
    ByteBuffer bytes =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) (id.getMostSignificantBits() >>> 32))
            .putShort((short) (id.getMostSignificantBits() >>> 16))
            .putShort((short) id.getMostSignificantBits())
            .order(ByteOrder.BIG_ENDIAN)
            .putLong(id.getLeastSignificantBits());
    return new String(bytes.array(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  /** Its bytes one character each, in small letters: what is in it is not compressed. */
  private String written() {
    byte[] report = Base64.getMimeDecoder().decode(machine.shell().run("base64 /run/report.zip"));
    return new String(report, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }
}
