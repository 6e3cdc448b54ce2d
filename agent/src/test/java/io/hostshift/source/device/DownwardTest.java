package io.hostshift.source.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Fixtures;
import io.hostshift.source.GuestTree;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownwardTest {
  private static final String PORT = "dev/virtio-ports/org.github.vhostmd.1";
  private static final Identifier ON_A =
      new Identifier("downward.HostName", "node-a", Scope.INSTANCE);
  private static final Identifier KUBEVIRT =
      new Identifier("downward.VirtualizationVendor", "kubevirt.io", Scope.MODEL);

  @TempDir Path temp;
  private GuestTree tree;
  private long now;

  @BeforeEach
  void createRoot() {
    tree = new GuestTree(temp);
  }

  @Test
  void shouldNameTheHostThroughThePort() throws Exception {
    tree.with(PORT, Fixtures.metrics("node-a"));
    Downward source = Downward.port(tree.files(), () -> now);

    assertThat(source.read(null).identifiers()).containsExactly(ON_A, KUBEVIRT);
  }

  @Test
  void shouldFindThePortByTheKernelsNameForIt() throws Exception {
    tree.with("sys/class/virtio-ports/vport1p2/name", "org.github.vhostmd.1\n")
        .with("dev/vport1p2", Fixtures.metrics("node-a"));

    assertThat(Downward.port(tree.files(), () -> now).read(null).identifiers()).contains(ON_A);
  }

  @Test
  void shouldNameTheHostThroughADisk() throws Exception {
    tree.with("dev/vdb", Fixtures.metricsDisk(Fixtures.metrics("node-a")));
    Downward source = Downward.disk(tree.files(), "vdb", () -> now);

    assertThat(source.blocking()).isTrue();
    assertThat(source.read(null).identifiers()).containsExactly(ON_A, KUBEVIRT);
  }

  @Test
  void shouldAskAtMostOnceASecond() {
    int[] asked = {0};
    Reading answer = Reading.of(java.util.List.of(ON_A));
    Downward.Transport transport =
        () -> {
          asked[0]++;
          return answer;
        };
    Downward source = new Downward(transport, true, () -> now);

    Reading last = source.read(null);
    for (int poll = 0; poll < 100; poll++) {
      now += TimeUnit.MILLISECONDS.toNanos(50);
      last = source.read(last);
    }

    assertThat(asked[0]).isEqualTo(6);
    assertThat(last).isSameAs(answer);
  }

  @Test
  void shouldBelieveAnotherHostOnlyWhenItIsNamedTwice() throws Exception {
    tree.with(PORT, Fixtures.metrics("node-a"));
    Downward source = Downward.port(tree.files(), () -> now);
    Reading before = source.read(null);

    tree.with(PORT, Fixtures.metrics("node-b"));
    now += TimeUnit.SECONDS.toNanos(1);
    Reading once = source.read(before);
    now += TimeUnit.MILLISECONDS.toNanos(20);
    Reading soon = source.read(once);
    now += TimeUnit.SECONDS.toNanos(1);
    Reading twice = source.read(soon);

    assertThat(once).isSameAs(before);
    assertThat(soon).isSameAs(before);
    assertThat(twice.identifiers().get(0).value()).isEqualTo("node-b");
  }

  @Test
  void shouldNotBelieveADiskThatIsBeingWritten() throws Exception {
    byte[] disk = Fixtures.metricsDisk(Fixtures.metrics("node-a"));
    disk[7] = 1;
    tree.with("dev/vdb", disk);

    Reading reading = Downward.disk(tree.files(), "vdb", () -> now).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).endsWith("being written by the host");
  }

  @Test
  void shouldNotReadADiskOfAnotherName() {
    assertThat(Downward.disk(tree.files(), "../mem", () -> now).read(null).reason())
        .isEqualTo("no disk has such a name: ../mem");
  }

  @Test
  void shouldBeAbsentWithoutThePort() {
    Downward source = Downward.port(tree.files(), () -> now);

    assertThat(source.blocking()).isFalse();
    assertThat(source.read(null).state()).isEqualTo(ReadState.ABSENT);
  }

  @Test
  void shouldSayWhatTheHostSaidInsteadOfMetrics() throws Exception {
    tree.with(PORT, "INVALID REQUEST\n\n");

    assertThat(Downward.port(tree.files(), () -> now).read(null).reason())
        .contains("no metrics: no element");
  }

  @Test
  void shouldUnderstandReferencesAndQuotes() throws Exception {
    String xml =
        "<?xml version=\"1.0\"?><!-- a --><metrics><metric context=\"host\" type='string'>"
            + "<name>HostName</name><value>a&amp;b&#x2d;&#49;</value></metric></metrics>";

    assertThat(MetricsXml.parse(xml)).containsEntry("HostName", "a&b-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<metrics>",
        "<metrics></metric>",
        "<other/>",
        "<!DOCTYPE metrics [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><metrics/>",
        "<metrics><metric context='host'><name>a</name><value>&x;</value></metric></metrics>",
        "<metrics><![CDATA[x]]></metrics>",
        "<metrics/>more",
        "<metrics a=b/>",
        "<metrics><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>"
      })
  void shouldRefuseWhatIsNoSuchDocument(String xml) {
    assertThatThrownBy(() -> MetricsXml.parse(xml))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("at offset");
  }

  @Test
  void shouldRefuseADiskThatSaysMoreThanItHas() {
    byte[] disk = Fixtures.metricsDisk("<metrics/>");
    disk[12] = 1;

    assertThatThrownBy(() -> MetricsDisk.content(disk, disk.length))
        .hasMessageStartingWith("content of 167");
    assertThatThrownBy(() -> MetricsDisk.content("ext4".getBytes(UTF_8), 4))
        .hasMessage("no metrics disk: 4 bytes");
  }
}
