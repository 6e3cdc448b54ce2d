package io.hostshift.source.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockSerialTest {
  @TempDir Path temp;

  @Test
  void shouldReadOnlyTheDisksThatWereNamed() throws Exception {
    GuestTree tree = new GuestTree(temp);
    tree.with("sys/block/vda/serial", "HOST-A").with("sys/block/vdb/serial", "OTHER");
    BlockSerial source = new BlockSerial(tree.files(), List.of("vda"));

    Reading reading = source.read(null);

    assertThat(reading.identifiers())
        .containsExactly(new Identifier("blockserial.vda", "HOST-A", Scope.INSTANCE));
    assertThat(source.read(reading)).isSameAs(reading);
    assertThat(source.blocking()).isTrue();
  }

  @Test
  void shouldReadTheOtherDisksBesideAMissingOne() throws Exception {
    GuestTree tree = new GuestTree(temp).with("sys/block/vda/serial", "HOST-A");

    Reading reading = new BlockSerial(tree.files(), List.of("vda", "vdz")).read(null);

    assertThat(reading.identifiers()).hasSize(1);
    assertThat(reading.reason()).endsWith("vdz is no disk with a serial number");
  }

  @Test
  void shouldSayThatADiskHasNoSerialNumber() throws Exception {
    GuestTree tree = new GuestTree(temp).with("sys/block/vda/serial", "\n");

    Reading reading = new BlockSerial(tree.files(), List.of("vda")).read(null);

    assertThat(reading.identifiers()).isEmpty();
    assertThat(reading.reason()).isEqualTo("vda was given no serial number");
  }

  @Test
  void shouldNotReadOutsideTheFolderOfDisks() throws Exception {
    GuestTree tree = new GuestTree(temp).with("sys/block/vda/serial", "HOST-A");

    Reading reading = new BlockSerial(tree.files(), List.of("../block/vda")).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).contains("no disk has such a name: [../block/vda]");
  }

  @Test
  void shouldBeOffUntilADiskIsNamed() {
    Reading reading = new BlockSerial(new GuestTree(temp).files(), List.of()).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.OFF);
  }
}
