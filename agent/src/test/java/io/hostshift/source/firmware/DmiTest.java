package io.hostshift.source.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.file.GuestFiles;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DmiTest {
  private static final String UUID = "sys/class/dmi/id/product_uuid";

  @TempDir Path temp;

  @Test
  void shouldNameTheVmOfARealGuest() throws Exception {
    Dmi source = new Dmi(GuestTree.captured("before").files());

    Reading reading = source.read(null);

    assertThat(reading.identifiers())
        .containsExactly(
            new Identifier("dmi.product_uuid", "11111111-1111-1111-1111-111111111111", Scope.VM));
    assertThat(source.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldKeepTheOtherTextsToRecogniseTheHypervisorBy() throws Exception {
    Dmi source = new Dmi(GuestTree.captured("before").files());

    source.read(null);

    assertThat(source.table().text("sys_vendor")).isEqualTo("VendorA");
    assertThat(source.table().text("bios_vendor")).isEqualTo("SeaBIOS");
    assertThat(source.table().text("board_name")).isEmpty();
  }

  @Test
  void shouldSayWhoMayReadTheUuidAndStillReadTheVendor() throws Exception {
    GuestTree tree = new GuestTree(temp);
    tree.with(UUID, "1-2\n").with("sys/class/dmi/id/sys_vendor", "QEMU\n");
    GuestFiles files =
        new GuestFiles(
            temp.toFile(),
            file -> {
              if (file.getName().equals("product_uuid")) {
                throw new AccessDeniedException(file.getPath());
              }
              return new RandomAccessFile(file, "r");
            });
    Dmi source = new Dmi(files);

    Reading reading = source.read(null);

    assertThat(reading.readable()).isTrue();
    assertThat(reading.identifiers()).isEmpty();
    assertThat(reading.reason()).contains("product_uuid may not be read by this user (owner ");
    assertThat(source.table().text("sys_vendor")).isEqualTo("QEMU");
    assertThat(source.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldNotTakeAnUnsetUuidForTheVms() throws Exception {
    GuestTree tree = new GuestTree(temp).with(UUID, "00000000-0000-0000-0000-000000000000\n");

    Reading reading = new Dmi(tree.files()).read(null);

    assertThat(reading.identifiers()).isEmpty();
    assertThat(reading.reason())
        .isEqualTo(
            "dmi.product_uuid is \"00000000-0000-0000-0000-000000000000\", which names nothing");
  }

  @Test
  void shouldReadAnotherUuidInACopiedTree() throws Exception {
    GuestTree tree = new GuestTree(temp).with(UUID, "aa\n");
    Dmi source = new Dmi(tree.files());
    Reading first = source.read(null);

    tree.with(UUID, "bb\n");

    assertThat(source.read(first).identifiers().get(0).value()).isEqualTo("bb");
  }

  @Test
  void shouldBeAbsentWithoutSmbios() {
    Reading reading = new Dmi(new GuestTree(temp).files()).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
    assertThat(reading.reason()).startsWith("no SMBIOS tables");
  }
}
