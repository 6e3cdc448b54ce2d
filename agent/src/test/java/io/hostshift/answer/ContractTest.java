package io.hostshift.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that others rely on goes, or gets another type or default, but with another first number
 * of the version. What is new is taken into the file at each release: {@code -Dcontract=write}.
 */
class ContractTest {
  private static final Path RELEASED = Path.of("src/test/resources/contract.txt");
  private static final String VERSION = "version ";

  @TempDir private Path root;

  @Test
  void shouldStillHaveAllThatTheLastReleaseHad() throws Exception {
    SortedSet<String> now = Contract.lines(root);
    if ("write".equals(System.getProperty("contract"))) {
      write(now);
    }
    List<String> released = Files.readAllLines(RELEASED);
    String version = released.get(0).replaceFirst(VERSION, "");
    if (major(version).equals(major(own()))) {
      assertThat(now).containsAll(released.subList(1, released.size()));
    }
  }

  @Test
  void shouldHaveKeysCommandsBeansAndJsonInIt() throws Exception {
    assertThat(Contract.lines(root))
        .contains(
            "key interval default 1s",
            "command attach",
            "command status --json",
            "io.hostshift:type=Migrations Last.verdict String",
            "io.hostshift:type=Tuning Mode writable String",
            "io.hostshift:type=Tuning release(java.lang.Long) String",
            "io.hostshift:type=Migrations notification io.hostshift.migration",
            "json event sequence NUMBER",
            "json event settings[].name STRING",
            "json status lastEvents[].event.verdict STRING",
            "json probe wouldNoticeAMove BOOLEAN",
            "verdict MIGRATED");
  }

  /** What is new waits for it until then. */
  @Test
  void shouldHaveItAllInTheFileOnceItIsReleased() throws Exception {
    if (!own().endsWith("-SNAPSHOT")) {
      List<String> released = Files.readAllLines(RELEASED);

      assertThat(released.get(0)).isEqualTo(VERSION + own());
      assertThat(released.subList(1, released.size())).containsAll(Contract.lines(root));
    }
  }

  private static void write(SortedSet<String> now) throws IOException {
    List<String> lines = new ArrayList<>(List.of(VERSION + own()));
    lines.addAll(now);
    Files.write(RELEASED, lines);
  }

  private static String major(String version) {
    return version.replaceFirst("\\..*", "");
  }

  private static String own() throws IOException {
    Properties build = new Properties();
    try (InputStream in =
        ContractTest.class.getResourceAsStream("/io/hostshift/cli/build.properties")) {
      build.load(in);
    }
    return build.getProperty("version");
  }
}
