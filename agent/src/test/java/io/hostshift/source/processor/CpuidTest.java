package io.hostshift.source.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the CPUID of a guest before and after a live migration to a CPU of another brand. */
class CpuidTest {
  private static final String FOLDER = "/captures/x86-live-same-model/";

  private CpuidCapture before;
  private CpuidCapture after;

  @BeforeEach
  void readCaptures() throws IOException {
    before = CpuidCapture.of(FOLDER + "before/cpuid.txt");
    after = CpuidCapture.of(FOLDER + "after/cpuid.txt");
  }

  @Test
  void shouldNameWhatTheProcessorSays() {
    assertThat(new Cpuid(before).read(null).identifiers())
        .containsExactly(
            model("cpuid.vendor", "GenuineIntel"),
            model("cpuid.brand", "Intel(R) Xeon(R) Platinum 8163 CPU @ 2.50GHz"),
            model("cpuid.signature", "00050654"),
            model(
                "cpuid.features", "f6f83203-178bf9fd-019c03a9-00000008-00000000-00000121-2c100800"),
            model("cpuid.addressBits", "00003028"),
            model("cpuid.hypervisor", "TCGTCGTCGTCG"));
  }

  @Test
  void shouldDifferInTheBrandAloneAfterAMoveToAHostOfAnotherBrand() {
    List<Identifier> changed = new ArrayList<>(new Cpuid(after).read(null).identifiers());
    changed.removeAll(new Cpuid(before).read(null).identifiers());

    assertThat(changed)
        .containsExactly(model("cpuid.brand", "Intel(R) Xeon(R) Platinum 8269CY CPU @ 3.10GHz"));
  }

  @Test
  void shouldSeeAMoveWhileItRuns() {
    Cpu[] host = {before};
    Cpuid cpuid = new Cpuid((pairs, registers) -> host[0].execute(pairs, registers));
    Reading first = cpuid.read(null);
    host[0] = after;
    Reading second = cpuid.read(first);

    assertThat(second.sameAs(first)).isFalse();
    assertThat(cpuid.read(second)).isSameAs(second);
  }

  @Test
  void shouldBeLookedAtByEachReadOnlyWhereAMoveMayChangeIt() throws IOException {
    CpuidCapture onKvm = CpuidCapture.of(FOLDER + "before/cpuid.txt");
    int[] name = onKvm.registers(0x40000000);
    int[] kvm = {name[0], 0x4b4d564b, 0x564b4d56, 0x4d};
    Cpuid kept = new Cpuid(onKvm.with(0x40000000, kvm));
    Cpuid emulated = new Cpuid(before);

    Reading ofKvm = kept.read(null);
    assertThat(ofKvm.identifiers()).contains(model("cpuid.hypervisor", "KVMKVMKVM"));
    assertThat(kept.readsPerLook(ofKvm)).isEqualTo(8);
    assertThat(emulated.readsPerLook(emulated.read(null))).isEqualTo(1);
  }

  @Test
  void shouldReturnTheSameReadingWhenAskedOnAnotherProcessor() {
    Cpuid cpuid = new Cpuid(before);
    Reading first = cpuid.read(null);
    before.processor = 3;

    assertThat(cpuid.read(first)).isSameAs(first);
  }

  @Test
  void shouldReturnTheSameReadingWhenTheSystemSwitchesAFeature() {
    Cpuid cpuid = new Cpuid(before);
    Reading first = cpuid.read(null);
    before.registers(1)[2] ^= 1 << 27;
    before.registers(7)[3] ^= 1 << 10;

    assertThat(cpuid.read(first)).isSameAs(first);
  }

  @Test
  void shouldReadAgainWhenTheLastReadingIsNotKnown() {
    Cpuid cpuid = new Cpuid(before);
    Reading first = cpuid.read(null);

    assertThat(cpuid.read(null).sameAs(first)).isTrue();
  }

  @Test
  void shouldLeaveOutWhatAnOldProcessorDoesNotHave() {
    before.with(0x80000000, 0x80000001, 0, 0, 0).registers(1)[2] &= Integer.MAX_VALUE;

    assertThat(new Cpuid(before).read(null).identifiers())
        .extracting(Identifier::name)
        .containsExactly("cpuid.vendor", "cpuid.signature", "cpuid.features");
  }

  @Test
  void shouldFindXenBehindTheLeavesOfHyperV() {
    before
        .with(0x40000000, 0x40000006, 0x7263694d, 0x666f736f, 0x76482074)
        .with(0x40000100, 0x40000105, 0x566e6558, 0x65584d4d, 0x4d4d566e);

    assertThat(new Cpuid(before).read(null).identifiers())
        .contains(model("cpuid.hypervisor", "XenVMMXenVMM"));
  }

  private static Identifier model(String name, String value) {
    return new Identifier(name, value, Scope.MODEL);
  }
}
