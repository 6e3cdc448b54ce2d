package io.hostshift.source.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Fixtures;
import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysinfoTest {
  @TempDir Path temp;

  /** Of the machine QEMU says "QEMU" wherever it emulates one: that is no host's name. */
  @Test
  void shouldNameWhatACapturedGuestSays() throws Exception {
    Sysinfo source = new Sysinfo(GuestTree.resource("s390x/before").files());

    Reading reading = source.read(null);

    assertThat(reading.identifiers())
        .containsExactly(
            new Identifier("sysinfo.Manufacturer", "QEMU", Scope.MODEL),
            new Identifier("sysinfo.Type", "8561", Scope.MODEL),
            new Identifier("sysinfo.VM00 Control Program", "KVM/Linux", Scope.MODEL),
            new Identifier("sysinfo.VM00 UUID", "aaaaaaaa-1111-1111-1111-111111111111", Scope.VM));
    assertThat(source.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldNameTheModelBehindTheCapacityAndTheGuestThatHasNoUuid() throws Exception {
    GuestTree tree = new GuestTree(temp);
    tree.with("proc/sysinfo", Fixtures.sysinfo("00000000000ABC12", "LP7", "LINUX01"));

    assertThat(new Sysinfo(tree.files()).read(null).identifiers())
        .contains(
            new Identifier("sysinfo.Model", "T01", Scope.MODEL),
            new Identifier("sysinfo.Sequence Code", "00000000000ABC12", Scope.INSTANCE),
            new Identifier("sysinfo.VM00 Control Program", "z/VM    7.2.0", Scope.MODEL),
            new Identifier("sysinfo.VM00 Name", "LINUX01", Scope.VM));
  }

  @Test
  void shouldNameTheMachineAndThePartitionOfARealOne() throws Exception {
    GuestTree tree = new GuestTree(temp);
    tree.with("proc/sysinfo", Fixtures.sysinfo("00000000000ABC12", "LP7", "LINUX01"));

    assertThat(new Sysinfo(tree.files()).read(null).identifiers())
        .extracting(Identifier::name)
        .contains("sysinfo.Plant", "sysinfo.LPAR Number", "sysinfo.LPAR Name");
  }

  @Test
  void shouldNotTakeCapacityOnDemandForAMove() throws Exception {
    GuestTree tree = new GuestTree(temp);
    String text = Fixtures.sysinfo("ABC", "LP7", "LINUX01");
    tree.with("proc/sysinfo", text);
    Sysinfo source = new Sysinfo(tree.files());
    Reading before = source.read(null);

    tree.with("proc/sysinfo", text.replace("704 ", "708 ").replace("00000512", "00001024"));

    assertThat(source.read(before)).isSameAs(before);
  }

  @Test
  void shouldNotBelieveATextThatIsCutOff() throws Exception {
    GuestTree tree = new GuestTree(temp);
    tree.with("proc/sysinfo", "Manufacturer:         IBM             \nType:   85");

    Reading reading = new Sysinfo(tree.files()).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).endsWith("cut off after 49 bytes");
  }
}
