package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hostshift.base.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts that the documentation shows are run, its units and udev rules checked. */
class DocumentationScriptsTest {
  private static final long LIMIT_SECONDS = 60;
  private static final Pattern UDEV_TERM =
      Pattern.compile("[A-Z]+(\\{[\\w./-]+})?(==|!=|\\+=|=)\"[^\"]*\"");
  private static final String DOMAIN =
      """
      <domain type='kvm'>
        <name>orders</name>
        <sysinfo type='fwcfg'>
          <entry name='opt/org.example/other'>stays</entry>
          <entry name='opt/org.example/host'>first-host</entry>
        </sysinfo>
      </domain>
      """;

  @TempDir private Path folder;

  static List<Page.Block> scripts() {
    return blocks("sh");
  }

  static List<Page.Block> units() {
    return blocks("systemd");
  }

  static List<Page.Block> rules() {
    return blocks("udev");
  }

  private static List<Page.Block> blocks(String language) {
    return Page.all().stream().flatMap(page -> page.blocks(language).stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void shouldShowOnlyScriptsThatAShellCanParse(Page.Block script) throws Exception {
    Path file = Files.writeString(folder.resolve("script"), script.text());
    assertThat(run("", "sh", "-n", file.toString())).isEmpty();
  }

  @Test
  void shouldWriteTheNewHostIntoADomainThatMoves() throws Exception {
    String hook = script("docs/hypervisors/kvm.md", "libvirt calls it").toString();
    String here = run("", "uname", "-n").trim();

    for (String operation : List.of("migrate", "restore")) {
      String moved = run(DOMAIN, "sh", hook, "orders", operation, "begin", "-");
      String padded = String.format("%-64.64s", here);
      assertThat(moved)
          .isEqualTo(
              DOMAIN.replace(
                  "opt/org.example/host'>first-host", "opt/org.example/host'>" + padded));
      // Moved on from here, as its definition now is.
      assertThat(run(moved, "sh", hook, "orders", operation, "begin", "-")).isEqualTo(moved);
    }
  }

  @Test
  void shouldLeaveADomainAloneThatDoesNotMove() throws Exception {
    String hook = script("docs/hypervisors/kvm.md", "libvirt calls it").toString();

    for (String operation : List.of("prepare", "start", "stopped", "reconnect")) {
      assertThat(run(DOMAIN, "sh", hook, "orders", operation, "begin", "-")).isEmpty();
    }
    String without = DOMAIN.replaceAll("(?m)^.*opt/org.example/host.*\n", "");
    assertThat(run(without, "sh", hook, "orders", "migrate", "begin", "-")).isEqualTo(without);
  }

  @Test
  void shouldPrintTheHostThatVmwaresToolNames() throws Exception {
    Path tool = tool("echo esx-7");
    Path script = script("docs/hypervisors/vsphere.md", "esx-host");
    String text = Files.readString(script);
    assertThat(text).contains("/usr/bin/vmtoolsd");
    Files.writeString(script, text.replace("/usr/bin/vmtoolsd", tool.toString()));

    assertThat(run("", "sh", script.toString())).isEqualTo("host=esx-7\n");
  }

  @Test
  void shouldWriteTheHostOfANodeForItsPods() throws Exception {
    String loop = null;
    for (Page.Block block : Page.named("docs/kubernetes.md").blocks("yaml")) {
      JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(block.text());
      if (yaml.path("kind").asText().equals("DaemonSet")) {
        loop = yaml.findPath("args").path(0).asText();
      }
    }
    assertThat(loop).contains("/run/hostshift", "/host/sys/firmware");
    Path key = folder.resolve("sys/firmware/qemu_fw_cfg/by_name/opt/org.example/host/raw");
    Files.createDirectories(key.getParent());
    Files.writeString(key, "node-b");
    Path shared = Files.createDirectory(folder.resolve("run"));
    String here =
        loop.replace("/run/hostshift", shared.toString())
            .replace("/host/sys", folder.resolve("sys").toString());

    Process process = new ProcessBuilder("sh", "-c", here).start();
    try {
      Eventually.holds("the script has written", () -> Files.exists(shared.resolve("host")));
      assertThat(shared.resolve("host")).content().isEqualTo("host=node-b\n");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldShowOnlyUdevRulesThatMatchAndThenAssign(Page.Block rule) {
    for (String line : rule.text().lines().filter(text -> !text.startsWith("#")).toList()) {
      String[] terms = line.split(", *");
      assertThat(terms).allMatch(term -> UDEV_TERM.matcher(term).matches());
      assertThat(terms).anyMatch(term -> term.contains("=="));
      assertThat(terms).anyMatch(term -> term.matches("(MODE|GROUP)=\".*\""));
      assertThat(line).containsPattern("MODE=\"0[0-7]{3}\"");
    }
  }

  @ParameterizedTest
  @MethodSource("units")
  void shouldShowOnlyUnitsOfSectionsAndDirectives(Page.Block unit) {
    assertThat(unit.text().lines())
        .allMatch(line -> line.matches("|#.*|\\[(Unit|Service|Install)]|[A-Z][A-Za-z]+=(\\S.*)?"));
  }

  /** A drop-in needs the rest of a service, and a program that is there. */
  @ParameterizedTest
  @MethodSource("units")
  void shouldShowOnlyUnitsThatSystemdUnderstands(Page.Block unit) throws Exception {
    assumeThat(Path.of("/usr/bin/systemd-analyze")).isExecutable();
    String text = unit.text().replaceAll("(?m)^ExecStart=.*$", "");
    Path file = folder.resolve("example.service");
    Files.writeString(file, text + "\n[Service]\nExecStart=/bin/true\n");

    String said = run("", "systemd-analyze", "verify", "--man=no", file.toString());
    assertThat(said.lines().filter(line -> line.contains("example.service:"))).isEmpty();
  }

  private Path script(String page, String word) throws IOException {
    List<Page.Block> found =
        Page.named(page).blocks("sh").stream()
            .filter(block -> block.text().startsWith("#!") && block.text().contains(word))
            .toList();
    assertThat(found).hasSize(1);
    return Files.writeString(folder.resolve("shown"), found.get(0).text());
  }

  private Path tool(String commands) throws IOException {
    Path tool = Files.writeString(folder.resolve("tool"), "#!/bin/sh\n" + commands + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    return tool;
  }

  /** What a program prints on both streams; it must end by itself. */
  private String run(String input, String... command) throws Exception {
    Path in = Files.writeString(folder.resolve("input"), input);
    Path out = folder.resolve("output");
    Process process =
        new ProcessBuilder(new ArrayList<>(Arrays.asList(command)))
            .redirectInput(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out);
  }
}
