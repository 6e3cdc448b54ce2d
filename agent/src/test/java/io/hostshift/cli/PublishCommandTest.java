package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hostshift.base.Ownership;
import io.hostshift.docs.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {
  private static final String KEY = "sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw";

  @TempDir private Path temp;

  private String run(int code, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      assertThat(Cli.run(arguments)).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(code);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private Path guest(String key, String value) throws IOException {
    Path file = temp.resolve("guest").resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, value);
    return temp.resolve("guest");
  }

  private String publishOnce(Path to, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("publish", "--once", "--to", to.toString(), "--secret", temp + "/lib/secret"));
    arguments.addAll(List.of(more));
    return run(0, arguments.toArray(new String[0]));
  }

  @Test
  void shouldTellAnotherUsersAgentWhichHostItIs() throws Exception {
    assumeThat(Ownership.self()).as("agents take it of root alone").isZero();
    Path guest = guest(KEY, "host-a");
    Path other = temp.resolve("other");
    Path file = other.resolve("run/hostshift/published.json");

    String said = publishOnce(file, "--key", "fwcfg.opt/org.test/host", "root=" + guest);

    // The build may have properties of its own, each of which costs a warning before.
    assertThat(said.lines().filter(line -> !line.contains(" system property: ")))
        .containsExactly("hostshift publishes fwcfg.opt/org.test/host in " + file);
    assertThat(run(0, "probe", "root=" + other))
        .containsPattern("published +READABLE")
        .containsPattern("fwcfg +READABLE +told by root's publisher")
        .containsPattern("INSTANCE fwcfg.opt/org.test/host +host-a")
        .contains("The agent would notice a move of this VM, by fwcfg.opt/org.test/host.");
    assertThat(run(0, "probe", "sources=-published", "root=" + other))
        .doesNotContain("host-a")
        .containsPattern("fwcfg +ABSENT");
  }

  @Test
  void shouldSayOfAFileThatSomebodyElseHasPutThereThatItIsNotTaken() throws Exception {
    assumeThat(Ownership.self()).as("only root can give a file away").isZero();
    Path guest = guest(KEY, "host-a");
    Path other = temp.resolve("other");
    Path file = other.resolve("run/hostshift/published.json");
    publishOnce(file, "--key", "fwcfg.opt/org.test/host", "root=" + guest);
    Files.setAttribute(file, "unix:uid", 4711);

    assertThat(run(0, "probe", "root=" + other))
        .containsPattern("published +FAILED +not taken: .*belongs to uid 4711")
        .doesNotContain("host-a");
  }

  @Test
  void shouldTakeTheFileThatTheConfigurationNames() throws Exception {
    assumeThat(Ownership.self()).as("agents take it of root alone").isZero();
    Path guest = guest(KEY, "host-a");
    Path file = temp.resolve("elsewhere/page.json");
    publishOnce(file, "--key", "fwcfg.opt/org.test/host", "root=" + guest);

    assertThat(run(0, "probe", "published=" + file, "root=" + temp.resolve("empty")))
        .containsPattern("INSTANCE fwcfg.opt/org.test/host +host-a");
  }

  @Test
  void shouldRefuseWrongUse() throws Exception {
    assertThat(run(2, "publish", "--once", "--key", "fwcfg.opt/io.systemd.credentials/x"))
        .contains("--key: fwcfg.opt/io.systemd.credentials/x holds what others keep there");
    assertThat(run(2, "publish", "--once", "--key", "password"))
        .contains("is no key that can be told");
  }

  @Test
  void shouldNotWriteIntoAFolderThatOthersMayWriteTo() throws Exception {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(run(1, "publish", "--once", "--to", open + "/x.json"))
        .contains(open + " must be a folder of this user's that nobody else may write to");
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void shouldGoOnWithoutASecretAndSaySo() throws Exception {
    Path guest = guest("sys/class/dmi/id/product_uuid", "11111111-2222-3333-4444-555555555555\n");
    Path secret = Files.writeString(temp.resolve("secret"), "short");
    Path file = temp.resolve("out/published.json");

    String said =
        run(0, "publish", "--once", "--to", "" + file, "--secret", "" + secret, "root=" + guest);

    assertThat(said).contains("warn: tells nothing of serial numbers and UUIDs, without a secret");
    assertThat(file).content().contains("\"identifiers\" : []");
  }

  /** What the documentation's DaemonSet runs, with this folder for the node. */
  @Test
  void shouldRunAsTheDaemonSetOfTheDocumentationDoes() throws Exception {
    guest("sys/firmware/qemu_fw_cfg/by_name/opt/org.example/host/raw", "node-b");
    String root = "root=" + temp.resolve("guest");
    List<String> arguments = new ArrayList<>();
    for (Page.Block block : Page.named("docs/kubernetes.md").blocks("yaml")) {
      JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(block.text());
      JsonNode found = yaml.findPath("args");
      if (found.path(0).asText().equals("publish")) {
        found.forEach(each -> arguments.add(each.asText().replace("root=/host", root)));
      }
    }
    assertThat(arguments).hasSize(4);
    Path file = temp.resolve("run/published.json");
    arguments.addAll(List.of("--once", "--to", file.toString(), "--secret", temp + "/lib/secret"));

    run(0, arguments.toArray(new String[0]));

    assertThat(file).content().contains("\"value\":\"node-b\"");
  }
}
