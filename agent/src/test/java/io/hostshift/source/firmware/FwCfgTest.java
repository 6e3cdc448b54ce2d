package io.hostshift.source.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FwCfgTest {
  private static final String FOLDER = "sys/firmware/qemu_fw_cfg";

  @TempDir Path temp;
  private GuestTree tree;
  private int keys;

  @BeforeEach
  void createRoot() {
    tree = new GuestTree(temp);
  }

  /** As the kernel lays it out: by_name links to by_key. */
  private Path key(String name, byte[] value) throws Exception {
    String numbered = FOLDER + "/by_key/" + (32 + keys++);
    tree.with(numbered + "/raw", value).with(numbered + "/size", value.length + "\n");
    Path link = tree.path(FOLDER + "/by_name/" + name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, link.getParent().relativize(tree.path(numbered)));
    return tree.path(numbered);
  }

  @Test
  void shouldReadOwnKeysAndNameThemAsGiven() throws Exception {
    key("opt/org.test/host", "host-A\n\0".getBytes());
    key("etc/e820", new byte[20]);

    assertThat(new FwCfg(tree.files()).read(null).identifiers())
        .containsExactly(new Identifier("fwcfg.opt/org.test/host", "host-A", Scope.INSTANCE));
  }

  @Test
  void shouldReadAnotherValueOnTheNextHost() throws Exception {
    Path host = key("opt/org.test/host", "host-A".getBytes());
    FwCfg source = new FwCfg(tree.files());
    Reading first = source.read(null);

    Files.write(host.resolve("raw"), "host-B".getBytes());

    Reading second = source.read(first);
    assertThat(second.identifiers().get(0).value()).isEqualTo("host-B");
    assertThat(source.read(second)).isSameAs(second);
  }

  @Test
  void shouldGiveTheDigestOfAValueThatIsNoText() throws Exception {
    key("opt/org.test/blob", new byte[] {1, 2, (byte) 0xff});

    assertThat(new FwCfg(tree.files()).read(null).identifiers().get(0).value())
        .matches("sha256:[0-9a-f]{32}");
  }

  @Test
  void shouldLeaveOutWhatIsNotAHostsName() throws Exception {
    key("opt/com.coreos/config", "{}".getBytes());
    key("opt/io.systemd.credentials/passwd", "secret".getBytes());
    key("opt/ovmf/X-PciMmio64Mb", "1".getBytes());

    Reading reading = new FwCfg(tree.files()).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
    assertThat(reading.reason()).isEqualTo("the host gives this VM no key under opt/");
  }

  @Test
  void shouldReadTheOthersBesideAKeyThatIsTooLong() throws Exception {
    key("opt/org.test/big", new byte[5000]);
    key("opt/org.test/host", "host-A".getBytes());

    Reading reading = new FwCfg(tree.files()).read(null);

    assertThat(reading.identifiers()).extracting(Identifier::value).containsExactly("host-A");
    assertThat(reading.reason()).contains("longer than 4096 bytes");
  }

  @Test
  void shouldBeDeniedToOthersThanRoot() throws Exception {
    key("opt/org.test/host", "host-A".getBytes());

    Reading reading = new FwCfg(tree.refusing(new AccessDeniedException("raw"))).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.DENIED);
    assertThat(reading.reason()).contains("opt/org.test/host/raw may not be read by this user");
  }

  @Test
  void shouldFindTheFirstKeyAsSoonAsItAppears() throws Exception {
    FwCfg source = new FwCfg(tree.files());
    Reading reading = source.read(null);
    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);

    key("opt/org.test/host", "host-A".getBytes());

    assertThat(source.read(reading).identifiers())
        .extracting(Identifier::value)
        .containsExactly("host-A");
  }

  @Test
  void shouldLookForFurtherKeysAtEach64thRead() throws Exception {
    key("opt/org.test/host", "host-A".getBytes());
    FwCfg source = new FwCfg(tree.files());
    Reading reading = source.read(null);
    key("opt/org.test/rack", "rack-1".getBytes());
    for (int read = 2; read <= 64; read++) {
      reading = source.read(reading);
    }
    assertThat(reading.identifiers()).hasSize(1);

    assertThat(source.read(reading).identifiers()).hasSize(2);
  }

  @Test
  void shouldSayThatThisIsNotQemu() {
    assertThat(new FwCfg(tree.files()).read(null).reason()).contains("qemu_fw_cfg is not there");
  }
}
