package io.hostshift.source.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvpTest {
  private static final String POOL = "var/lib/hyperv/.kvp_pool_3";

  @TempDir Path temp;
  private GuestTree tree;

  @BeforeEach
  void createRoot() {
    tree = new GuestTree(temp);
  }

  private static byte[] pool(String... keysAndValues) {
    byte[] pool = new byte[keysAndValues.length / 2 * KvpPool.RECORD];
    for (int i = 0; i < keysAndValues.length; i++) {
      byte[] field = keysAndValues[i].getBytes(UTF_8);
      System.arraycopy(field, 0, pool, i / 2 * KvpPool.RECORD + i % 2 * 512, field.length);
    }
    return pool;
  }

  private static byte[] onHost(String name) {
    return pool(
        "HostName", name + ".test",
        "HostingSystemOsMajor", "10",
        "PhysicalHostName", name,
        "PhysicalHostNameFullyQualified", name + ".test",
        "VirtualMachineDynamicMemoryBalancingEnabled", "0",
        "VirtualMachineId", "C1D2",
        "VirtualMachineName", "web-1");
  }

  @Test
  void shouldNameHostAndVm() throws Exception {
    tree.with(POOL, onHost("HOST-A"));

    assertThat(new Kvp(tree.files()).read(null).identifiers())
        .containsExactly(
            new Identifier("kvp.VirtualMachineId", "C1D2", Scope.VM),
            new Identifier("kvp.PhysicalHostName", "HOST-A", Scope.INSTANCE),
            new Identifier("kvp.PhysicalHostNameFullyQualified", "HOST-A.test", Scope.INSTANCE),
            new Identifier("kvp.HostingSystemOsMajor", "10", Scope.MODEL));
  }

  @Test
  void shouldNameTheNextHostAfterAMove() throws Exception {
    Kvp source = new Kvp(tree.with(POOL, onHost("HOST-A")).files());
    Reading first = source.read(null);

    Files.write(tree.path(POOL), onHost("HOST-B"));

    Reading second = source.read(first);
    assertThat(second.identifiers()).extracting(Identifier::value).contains("HOST-B");
    assertThat(source.read(second)).isSameAs(second);
  }

  @Test
  void shouldReturnTheSameReadingWhenOnlyTheVmsNameChanged() throws Exception {
    Kvp source = new Kvp(tree.with(POOL, pool("PhysicalHostName", "A")).files());
    Reading first = source.read(null);

    tree.with(POOL, pool("PhysicalHostName", "A", "VirtualMachineName", "renamed"));

    assertThat(source.read(first)).isSameAs(first);
  }

  @Test
  void shouldFindThePoolInTheOtherPlace() throws Exception {
    tree.with("var/opt/hyperv/.kvp_pool_3", onHost("HOST-A"));

    assertThat(new Kvp(tree.files()).read(null).readable()).isTrue();
  }

  @Test
  void shouldFailAndRecoverWhenThePoolIsTruncated() throws Exception {
    byte[] whole = onHost("HOST-A");
    Kvp source = new Kvp(tree.with(POOL, whole).files());
    Reading first = source.read(null);

    tree.with(POOL, Arrays.copyOf(whole, 4096));
    Reading torn = source.read(first);
    tree.with(POOL, new byte[0]);
    Reading empty = source.read(torn);
    tree.with(POOL, whole);
    Reading again = source.read(empty);

    assertThat(torn.state()).isEqualTo(ReadState.FAILED);
    assertThat(torn.reason())
        .contains("4096 bytes are no whole number of records: cut off, or being rewritten");
    assertThat(empty.state()).isEqualTo(ReadState.FAILED);
    assertThat(again.sameAs(first)).isTrue();
  }

  @Test
  void shouldHoldItsReadingWhileTheDaemonHasLockedThePool() throws Exception {
    Kvp source = new Kvp(tree.with(POOL, onHost("HOST-A")).files());
    Reading first = source.read(null);

    Reading meanwhile;
    Files.write(tree.path(POOL), onHost("HOST-B"));
    try (FileChannel daemon = FileChannel.open(tree.path(POOL), StandardOpenOption.WRITE)) {
      daemon.lock();
      meanwhile = source.read(first);
    }

    assertThat(meanwhile).isSameAs(first);
    assertThat(source.read(meanwhile).identifiers())
        .extracting(Identifier::value)
        .contains("HOST-B");
  }

  @Test
  void shouldFailOnGarbage() {
    byte[] garbage = new byte[KvpPool.RECORD];
    Arrays.fill(garbage, (byte) 'x');

    assertThatThrownBy(() -> KvpPool.parse(garbage, garbage.length))
        .hasMessage("no key in the record at offset 0");
    assertThatThrownBy(() -> KvpPool.parse(new byte[KvpPool.RECORD], KvpPool.RECORD))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void shouldTellThatTheDaemonIsMissingOnHyperV() throws Exception {
    Files.createDirectories(temp.resolve("sys/bus/vmbus"));

    Reading reading = new Kvp(tree.files()).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
    assertThat(reading.reason()).contains("hv_kvp_daemon");
  }

  @Test
  void shouldBeAbsentElsewhere() {
    assertThat(new Kvp(tree.files()).read(null).state()).isEqualTo(ReadState.ABSENT);
  }
}
