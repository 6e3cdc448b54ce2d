package io.hostshift.source.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Fixtures;
import io.hostshift.source.GuestTree;
import io.hostshift.source.MalformedException;
import io.hostshift.source.Reading;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmbiosTest {
  private static final String RAW = "sys/firmware/qemu_fw_cfg/by_name/etc/smbios/smbios-tables/raw";

  @TempDir Path temp;

  @Test
  void shouldNameVmHostAndKind() throws Exception {
    GuestTree tree = new GuestTree(temp).with(RAW, Fixtures.smbios("host-7", 0x11));
    Smbios source = new Smbios(tree.files());

    Reading reading = source.read(null);

    assertThat(reading.identifiers())
        .containsExactly(
            new Identifier("smbios.bios_vendor", "SeaBIOS", Scope.MODEL),
            new Identifier("smbios.bios_version", "1.16.3", Scope.MODEL),
            new Identifier("smbios.bios_date", "04/01/2014", Scope.MODEL),
            new Identifier("smbios.sys_vendor", "QEMU", Scope.MODEL),
            new Identifier("smbios.product_name", "Standard PC", Scope.MODEL),
            new Identifier("smbios.product_version", "pc-q35-9.2", Scope.MODEL),
            new Identifier("smbios.product_serial", "host-7", Scope.INSTANCE),
            new Identifier(
                "smbios.product_uuid", "11111111-1111-1111-1111-111111111111", Scope.VM));
    assertThat(source.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldReadTheFirstFieldsOfTheUuidAsLittleEndian() throws Exception {
    byte[] table = Fixtures.smbios("x", 0x11);
    int uuid = indexOf(table, (byte) 0x11);
    for (int i = 0; i < 16; i++) {
      table[uuid + i] = (byte) (0x10 + i);
    }

    assertThat(SmbiosTable.parse(table, table.length))
        .containsEntry("product_uuid", "13121110-1514-1716-1819-1a1b1c1d1e1f");
  }

  private static int indexOf(byte[] bytes, byte wanted) {
    for (int i = 0; i < bytes.length - 16; i++) {
      if (bytes[i] == wanted && bytes[i + 15] == wanted) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  @Test
  void shouldNotTakeAnUnsetUuidForTheVms() throws Exception {
    byte[] table = Fixtures.smbios("x", 0);

    assertThat(SmbiosTable.parse(table, table.length)).doesNotContainKey("product_uuid");
  }

  @Test
  void shouldNotTakeTheVmsUuidForAHostsSerialNumber() throws Exception {
    byte[] table = Fixtures.smbios("AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA", 0xaa);

    assertThat(Smbios.identifiers(SmbiosTable.parse(table, table.length)))
        .extracting(Identifier::name)
        .contains("smbios.product_uuid")
        .doesNotContain("smbios.product_serial");
  }

  @Test
  void shouldReadWhatIsWholeOfATableThatWasCutOff() throws Exception {
    byte[] table = Fixtures.smbios("host-7", 0x11);

    assertThat(SmbiosTable.parse(table, table.length - 4)).containsEntry("bios_vendor", "SeaBIOS");
    assertThatThrownBy(() -> SmbiosTable.parse(table, 60))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("no structure of the system up to offset ");
  }

  @Test
  void shouldNameTheOffsetOfAStructureThatIsTooShort() {
    byte[] table = Arrays.copyOf(new byte[] {1, 3, 0, 0}, 40);

    assertThatThrownBy(() -> SmbiosTable.parse(table, table.length))
        .hasMessage("a structure of 3 bytes at offset 0");
  }

  @Test
  void shouldTakeOnlyTheOemStringsThatAreAskedFor() throws Exception {
    GuestTree tree =
        new GuestTree(temp)
            .with(
                RAW,
                Fixtures.smbiosWithOem("io.systemd.credential:x=secret", "host=h", "free text"));

    assertThat(new Smbios(tree.files()).read(null).identifiers())
        .extracting(Identifier::name)
        .noneMatch(name -> name.contains("oem"));
    assertThat(new Smbios(tree.files(), Set.of("host")).read(null).identifiers())
        .filteredOn(each -> each.name().contains("oem"))
        .containsExactly(new Identifier("smbios.oem.host", "h", Scope.INSTANCE));
  }
}
