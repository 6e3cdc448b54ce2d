package io.hostshift.source.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.processor.Cpu;
import io.hostshift.source.processor.CpuidAccess;
import io.hostshift.source.processor.HypervisorLeaves;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XenTest {
  private static final CpuidAccess NO_CPUID = CpuidAccess.none("not here");

  @TempDir Path temp;
  private GuestTree tree;

  @BeforeEach
  void createRoot() {
    tree = new GuestTree(temp);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40000000, 0x40000100, 0x40000200})
  void shouldFindItsLeavesAtAnyBase(int base) {
    Xen source = new Xen(tree.files(), CpuidAccess.of(new FakeXen(base).host(3_000_123, 9, 2)));

    Reading reading = source.read(null);

    assertThat(reading.identifiers())
        .containsExactly(
            new Identifier("xen.incarnation", "2", Scope.EPOCH),
            new Identifier("xen.cpu_khz", "3000123", Scope.MODEL),
            new Identifier("xen.domid", "9", Scope.EPOCH));
    assertThat(reading.reason()).contains("/sys/hypervisor does not show which Xen");
    assertThat(source.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldSeeAMoveInTheIncarnation() {
    FakeXen cpu = new FakeXen(0x40000000);
    Xen source = new Xen(tree.files(), CpuidAccess.of(cpu));
    Reading before = source.read(null);

    cpu.host(2_593_907, 5, 1);

    assertThat(source.read(before).identifiers())
        .extracting(Identifier::value)
        .containsExactly("1", "2593907", "5");
  }

  @Test
  void shouldLeaveOutLeavesThatTheToolstackHides() {
    FakeXen cpu = new FakeXen(0x40000000).withLastLeaf(2);

    assertThat(new Xen(tree.files(), CpuidAccess.of(cpu)).read(null).identifiers()).isEmpty();
  }

  @Test
  void shouldNameTheVmAndTheBuildFromFilesAlone() throws Exception {
    tree.with("sys/hypervisor/type", "xen\n")
        .with("sys/hypervisor/uuid", "a-b\n")
        .with("sys/hypervisor/version/major", "4\n")
        .with("sys/hypervisor/version/minor", "17\n")
        .with("sys/hypervisor/version/extra", ".5-pre\n")
        .with("sys/hypervisor/compilation/compile_date", "Mon Nov  2\n")
        .with("sys/hypervisor/properties/changeset", "<denied>\n");
    Xen source = new Xen(tree.files(), NO_CPUID);

    Reading reading = source.read(null);

    assertThat(reading.identifiers())
        .containsExactly(
            new Identifier("xen.uuid", "a-b", Scope.VM),
            new Identifier("xen.version/major", "4", Scope.MODEL),
            new Identifier("xen.version/minor", "17", Scope.MODEL),
            new Identifier("xen.version/extra", ".5-pre", Scope.MODEL),
            new Identifier("xen.compilation/compile_date", "Mon Nov  2", Scope.MODEL));
    assertThat(source.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldBeAbsentUnderAnotherHypervisor() throws Exception {
    tree.with("sys/hypervisor/type", "other\n");

    Reading reading = new Xen(tree.files(), NO_CPUID).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
    assertThat(reading.reason())
        .isEqualTo("neither CPUID nor " + temp.resolve("sys/hypervisor/type") + " says Xen");
  }

  @Test
  void shouldNotSearchForLeavesWhereNoHypervisorIsShown() {
    int[] executed = {0};
    Cpu physical = (pairs, registers) -> executed[0] += pairs.length / 2;

    HypervisorLeaves leaves = HypervisorLeaves.find(physical);

    assertThat(leaves.xen()).isFalse();
    assertThat(leaves.own()).isEqualTo(0x40000000);
    assertThat(executed[0]).isEqualTo(1);
  }

  @Test
  void shouldSeeAnotherBuildAtTheSixteenthReadWhereNoLeafTellsOfIt() throws Exception {
    tree.with("sys/hypervisor/type", "xen\n").with("sys/hypervisor/version/major", "4\n");
    Xen source = new Xen(tree.files(), NO_CPUID, true);
    Reading before = source.read(source.read(null)); // The second look confirms the first.

    tree.with("sys/hypervisor/version/major", "5\n");
    for (int read = 1; read < 16; read++) {
      assertThat(source.read(before)).as("read %d", read).isSameAs(before);
    }

    assertThat(source.read(before).identifiers())
        .extracting(Identifier::value)
        .containsExactly("5");
  }
}
