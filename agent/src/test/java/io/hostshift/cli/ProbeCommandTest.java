package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandTest {
  @TempDir private Path root;

  private String probe(String... options) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      String[] arguments = new String[options.length + 2];
      arguments[0] = "probe";
      arguments[1] = "root=" + root;
      System.arraycopy(options, 0, arguments, 2, options.length);
      assertThat(Cli.run(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void shouldNameVmHostAndHypervisor() throws IOException {
    write("sys/class/dmi/id/sys_vendor", "QEMU\n");
    write("sys/class/dmi/id/product_uuid", "11111111-2222-3333-4444-555555555555\n");
    write("sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw", "host-a");

    assertThat(probe())
        .containsPattern("VM +dmi.product_uuid +11111111")
        .containsPattern("INSTANCE +fwcfg.opt/org.test/host +host-a")
        .contains("The agent would notice a move of this VM, by fwcfg.opt/org.test/host.");
  }

  @Test
  void shouldSayThatItWouldNotNoticeWhereNothingTells() {
    assertThat(probe())
        .contains("unknown, which does not mean that there is none")
        .contains("The agent would NOT notice a move of this VM");
  }

  @Test
  void shouldSayWhatWouldMakeASourceVisible() throws IOException {
    write("sys/bus/acpi/devices/AMZNC10C:00/hid", "AMZNC10C\n");

    assertThat(probe())
        .containsPattern("vmclock +ABSENT")
        .contains("-> modprobe ptp_vmclock")
        .contains("What would help: modprobe ptp_vmclock.");
  }

  @Test
  void shouldPrintNoControlCharactersFromOutside() throws IOException {
    Path host = Files.writeString(root.resolve("host"), "name=a\u001b[31mb\n");

    assertThat(probe("file=" + host)).doesNotContain("\u001b").contains("a?[31mb");
  }

  @Test
  void shouldPrintTheSameAsJson() throws IOException {
    write("sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw", "host-a");

    JsonNode json = new ObjectMapper().readTree(probe("--json"));
    assertThat(json.get("migrationModel").asText()).isEqualTo("TRANSPARENT");
    assertThat(json.get("wouldNoticeAMove").asBoolean()).isTrue();
    assertThat(json.get("hostIds").get(0).get("value").asText()).isEqualTo("host-a");
    assertThat(json.get("sources").findValuesAsText("name")).contains("vmclock", "kvp", "xen");
  }

  @Test
  void shouldSayWhatIsWrongWithItsArguments() {
    assertThat(probe("interval=soon")).contains("! agent argument: interval=soon is not accepted");
  }
}
