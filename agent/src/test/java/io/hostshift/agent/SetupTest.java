package io.hostshift.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Log;
import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.source.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
  @TempDir private Path root;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), Log.Level.INFO);

  private List<String> sources(String arguments) {
    Configuration configuration =
        ConfigurationReader.read(
            "root=" + root + "," + arguments, new Properties(), Collections.emptyMap());
    return new Setup(configuration, null, log).sources().stream().map(Source::name).toList();
  }

  @Test
  void shouldHaveAllLocalSourcesByDefault() {
    assertThat(sources("mode=observe"))
        .containsExactly(
            "published",
            "vmclock",
            "announce",
            "kvp",
            "xen",
            "lparcfg",
            "devicetree",
            "sysinfo",
            "fwcfg",
            "smbios",
            "dmi",
            "pci",
            "downward",
            "capacity");
  }

  @Test
  void shouldHaveOnlyTheSourcesNamed() {
    assertThat(sources("sources=kvp+dmi")).containsExactly("kvp", "dmi");
  }

  @Test
  void shouldReadTheCapacityInAnyCaseWithHeadroom() {
    assertThat(sources("sources=kvp,headroom=true")).containsExactly("kvp", "capacity");
    assertThat(sources("sources=-capacity,headroom=true")).contains("capacity");
    assertThat(sources("sources=-capacity")).doesNotContain("capacity");
  }

  @Test
  void shouldHaveASourceThatNeedsAChoiceOnceItIsMade() {
    assertThat(sources("sources=blockserial:vda")).contains("blockserial", "kvp");
  }

  @Test
  void shouldGoOnWithAllSourcesWhenOneNamedIsNotThere() {
    assertThat(sources("sources=kpv")).contains("vmclock", "kvp");
  }
}
