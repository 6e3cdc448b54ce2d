package io.hostshift.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit of the publisher, as the documentation shows it: how far systemd finds it closed. */
class PublishUnitTest {
  /** From 0, closed, to 10. An ordinary unit of Debian's has more than 9. */
  private static final double MOST_EXPOSED = 1.5;

  private static final Pattern RATING = Pattern.compile("exposure level .*: ([0-9.]+) ");

  @TempDir private Path folder;

  private static String unit() {
    return Page.named("docs/publish.md").blocks("systemd").get(0).text();
  }

  @Test
  void shouldBeClosedAsFarAsAJvmCanBe() throws Exception {
    assumeThat(Path.of("/usr/bin/systemd-analyze")).isExecutable();
    Path file = Files.writeString(folder.resolve("hostshift-publish.service"), unit());

    Matcher rating = RATING.matcher(analyse("security", "--offline=true", file.toString()));

    assertThat(rating.find()).isTrue();
    assertThat(Double.parseDouble(rating.group(1))).isLessThanOrEqualTo(MOST_EXPOSED);
  }

  @Test
  void shouldHaveNoCapabilityNoSocketAndNoDeviceButThoseItReads() {
    assertThat(unit().lines())
        .contains(
            "CapabilityBoundingSet=",
            "NoNewPrivileges=yes",
            "RestrictAddressFamilies=none",
            "PrivateNetwork=yes",
            "ProtectSystem=strict",
            "DevicePolicy=closed");
    assertThat(unit().lines().filter(line -> line.startsWith("DeviceAllow=")))
        .containsExactly("DeviceAllow=/dev/vmclock0 r", "DeviceAllow=char-virtio-portsdev rw");
  }

  private String analyse(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("said");
    String[] command = new String[arguments.length + 1];
    command[0] = "systemd-analyze";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out);
  }
}
