package io.hostshift.source.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PciTest {
  @TempDir Path temp;
  private GuestTree tree;
  private Pci source;

  @BeforeEach
  void createRoot() {
    tree = new GuestTree(temp);
    source = new Pci(tree.files());
  }

  private void plug(String slot, String kind, String vendor, String device) throws Exception {
    String folder = "sys/bus/pci/devices/" + slot + "/";
    tree.with(folder + "class", kind + "\n")
        .with(folder + "vendor", vendor + "\n")
        .with(folder + "device", device + "\n");
  }

  private void unplug(String slot) throws Exception {
    for (String name : new String[] {"class", "vendor", "device"}) {
      Files.delete(tree.path("sys/bus/pci/devices/" + slot + "/" + name));
    }
    Files.delete(tree.path("sys/bus/pci/devices/" + slot));
  }

  @Test
  void shouldListDisplaysAcceleratorsAndCoprocessorsSorted() throws Exception {
    plug("0000:00:05.0", "0x120000", "0x1da3", "0x1060");
    plug("0000:00:02.0", "0x030200", "0x10de", "0x2330");
    tree.with("sys/bus/pci/devices/0000:00:02.0/subsystem_vendor", "0x10de\n")
        .with("sys/bus/pci/devices/0000:00:02.0/subsystem_device", "0x16c1\n");
    plug("0000:00:06.0", "0x0b4000", "0x8086", "0x4940");
    plug("0000:00:03.0", "0x020000", "0x1af4", "0x1000");
    plug("0000:00:07.0", "0x030200", "0x10de", "none");

    Reading reading = source.read(null);

    assertThat(reading.identifiers())
        .containsExactly(
            new Identifier(
                "pci.accelerators", "10de:2330/10de:16c1 1da3:1060 8086:4940", Scope.MODEL));
    assertThat(source.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldNotTakePluggingOrUnpluggingForAMove() throws Exception {
    plug("0000:00:02.0", "0x030200", "0x10de", "0x2330");
    Reading one = source.read(null);

    plug("0000:00:03.0", "0x030200", "0x10de", "0x20b5");
    Reading two = source.read(one);
    unplug("0000:00:02.0");
    unplug("0000:00:03.0");
    Reading none = source.read(two);

    assertThat(two).isSameAs(one);
    assertThat(none).isSameAs(one);
  }

  @Test
  void shouldSeeThatOneKindIsInThePlaceOfAnother() throws Exception {
    plug("0000:00:02.0", "0x030200", "0x10de", "0x2330");
    Reading before = source.read(null);

    plug("0000:00:02.0", "0x030200", "0x10de", "0x26b9");

    assertThat(source.read(before).identifiers().get(0).value()).isEqualTo("10de:26b9");
  }

  @Test
  void shouldBeAbsentWithoutSuchDevices() throws Exception {
    assertThat(source.read(null).reason())
        .isEqualTo(temp.resolve("sys/bus/pci/devices") + " is not there");

    plug("0000:00:03.0", "0x020000", "0x1af4", "0x1000");

    assertThat(new Pci(tree.files()).read(null).reason())
        .isEqualTo("no graphics processor or accelerator is plugged in");
  }

  @Test
  void shouldLookSeldomerForAnAcceleratorThatWasNeverThere() throws IOException {
    tree.with("sys/bus/pci/devices/0000:00:02.0/class", "0x020000\n");
    int absent = source.readsPerLook(source.read(null));
    tree.with("sys/bus/pci/devices/0000:00:03.0/class", "0x030200\n")
        .with("sys/bus/pci/devices/0000:00:03.0/vendor", "0x10de\n")
        .with("sys/bus/pci/devices/0000:00:03.0/device", "0x2330\n");
    int readable = source.readsPerLook(source.read(null));

    assertThat(absent).isEqualTo(1024);
    assertThat(readable).isEqualTo(64);
  }
}
