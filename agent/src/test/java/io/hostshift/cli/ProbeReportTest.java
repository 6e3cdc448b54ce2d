package io.hostshift.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.source.GuestTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code probe --report}: nothing in it names anybody, and it tells the same. */
class ProbeReportTest {
  private static final String DMI = "sys/class/dmi/id/";
  private static final String UUID = "1c2b7e6f-0d2f-4b51-8c4f-9f1f0c3e0a3d";

  @TempDir private Path temp;
  private Path root;
  private Path report;

  @BeforeEach
  void prepare() {
    root = temp.resolve("guest");
    report = temp.resolve("report.zip");
  }

  static List<PlayedGuest> guests() throws IOException {
    return PlayedGuest.all();
  }

  private static String run(int exit, String... arguments) {
    PrintStream before = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    try {
      assertThat(Cli.run(arguments)).isEqualTo(exit);
    } finally {
      System.setOut(before);
      System.setErr(errors);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode probe(Path of, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("probe", "root=" + of, "--json"));
    arguments.addAll(List.of(options));
    return new ObjectMapper().readTree(run(0, arguments.toArray(new String[0])));
  }

  private JsonNode reported() throws IOException {
    return probe(root, "--report", report.toString());
  }

  private String bytes() throws IOException {
    return new String(Files.readAllBytes(report), ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  private static String states(JsonNode probe) {
    TreeMap<String, String> states = new TreeMap<>();
    for (JsonNode source : probe.get("sources")) {
      states.put(source.get("name").asText(), source.get("state").asText());
    }
    return states.toString();
  }

  private static List<String> names(JsonNode probe, String field) {
    return probe.get(field).findValuesAsText("name");
  }

  @ParameterizedTest
  @MethodSource("guests")
  void shouldTellTheSameOfEachGuest(PlayedGuest guest) throws IOException {
    Files.createDirectories(root);
    PlayedGuest.write(guest.before, root);

    JsonNode first = reported();
    JsonNode again = probe(report);

    for (String field : List.of("hypervisor", "cloud", "outerHypervisor", "container")) {
      assertThat(again.get(field)).as(field).isEqualTo(first.get(field));
    }
    for (String field : List.of("wouldNotice", "migrationModel", "capacity", "helpOnHost")) {
      assertThat(again.get(field)).as(field).isEqualTo(first.get(field));
    }
    assertThat(names(again, "vmIds")).isEqualTo(names(first, "vmIds"));
    assertThat(names(again, "hostIds")).isEqualTo(names(first, "hostIds"));
    assertThat(states(again)).isEqualTo(states(first));
  }

  @Test
  void shouldHoldNoSerialNumberUuidAddressOrName() throws Exception {
    GuestTree tree = new GuestTree(root);
    tree.with(DMI + "sys_vendor", "VMware, Inc.\n");
    tree.with(DMI + "product_uuid", UUID.toUpperCase(Locale.ROOT) + "\n");
    tree.with(DMI + "product_serial", "VMware-56 4d 3c 2b 7e 6f 0d 2f-4b 51 8c 4f 9f 1f 0c 3e\n");
    tree.with(DMI + "board_asset_tag", "INV-004711\n");
    tree.with(DMI + "chassis_asset_tag", "OracleCloud.com\n");
    tree.with("sys/hypervisor/type", "xen\n");
    tree.with("sys/hypervisor/uuid", UUID + "\n");
    tree.with("proc/sys/kernel/hostname", "billing-7\n");
    tree.with("proc/self/cgroup", "0::/kubepods.slice/pod" + UUID.replace('-', '_') + "\n");
    tree.with("proc/self/mountinfo", "7 1 8:1 /home/alice /mnt rw - nfs filer-3:/vol/alice rw\n");
    tree.with("sys/bus/virtio/devices/virtio0/net/enx525400a1b2c3/address", "52:54:00:a1:b2:c3\n");
    tree.with("sys/class/net/enx525400a1b2c3/address", "52:54:00:a1:b2:c3\n");
    tree.with("proc/1/environ", "container=podman\0PASSWORD=secret-9\0");
    tree.with("sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw", "rack9.example.com");
    tree.with(
        "proc/powerpc/lparcfg",
        "lparcfg 1.9\nserial_number=IBM,0212345AB\n"
            + "system_type=IBM,8286-42A\npartition_name=ledger\n");

    JsonNode first = reported();

    assertThat(bytes())
        .doesNotContain(UUID, UUID.replace('-', '_'), "56 4d 3c 2b", "inv-004711", "billing-7")
        .doesNotContain("alice", "filer-3", "525400a1b2c3", "52:54:00", "secret-9", "rack9")
        .doesNotContain("0212345ab", "ledger")
        .contains("vmware-", "oraclecloud.com", "container=podman", "ibm,8286-42a");
    JsonNode again = probe(report);
    assertThat(again.get("cloud")).isEqualTo(first.get("cloud"));
    assertThat(again.get("container").asText()).isEqualTo("Kubernetes");
  }

  /** One that is the same in two files stays so, and keeps its form. */
  @Test
  void shouldReplaceEachValueByTheSameEverywhere() throws Exception {
    GuestTree tree = new GuestTree(root);
    tree.with(DMI + "product_uuid", UUID + "\n");
    tree.with("sys/hypervisor/type", "xen\n");
    tree.with("sys/hypervisor/uuid", UUID + "\n");

    reported();

    List<String> values = probe(report).get("vmIds").findValuesAsText("value");
    assertThat(values).hasSize(2);
    assertThat(values.get(0)).isEqualTo(values.get(1)).isNotEqualTo(UUID);
    assertThat(values.get(0)).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void shouldLeaveWhatNamesNothingAndTheBeginningThatTellsTheCloud() throws Exception {
    GuestTree tree = new GuestTree(root);
    tree.with(DMI + "product_serial", "GoogleCloud-8F3A11\n");
    tree.with(DMI + "product_uuid", "00000000-0000-0000-0000-000000000000\n");

    reported();

    assertThat(bytes()).contains("googlecloud-").doesNotContain("8f3a11");
    assertThat(bytes()).contains("00000000-0000-0000-0000-000000000000");
    assertThat(probe(report).get("cloud").asText()).isEqualTo("GCE");
  }

  @Test
  void shouldSayHowItIsReadAgain() throws Exception {
    Files.createDirectories(root);

    assertThat(run(0, "probe", "root=" + root, "--report", report.toString()))
        .contains("read it with probe root=" + report);
  }

  @Test
  void shouldRefuseWhatIsNoReport() throws Exception {
    Path other = Files.writeString(temp.resolve("other"), "not one\n");

    assertThat(run(1, "probe", "root=" + other))
        .contains("hostshift " + other + " is neither a folder nor a report of a probe");
  }

  /** An archive that somebody has made must not write anywhere else. */
  @Test
  void shouldNotUnpackOutsideOfItsFolder() throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(report))) {
      zip.putNextEntry(new ZipEntry("../../outside"));
      zip.write(1);
    }

    assertThat(run(1, "probe", "root=" + report))
        .contains("is no report of a probe: ../../outside");
  }
}
