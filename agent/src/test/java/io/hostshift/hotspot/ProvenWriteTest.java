package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Architecture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenWriteTest {
  private static final List<Architecture> EMULATED =
      Arrays.asList(Architecture.AARCH64, Architecture.PPC64LE, Architecture.S390X);

  @ParameterizedTest
  @EnumSource(
      value = Collector.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SHENANDOAH", "SHENANDOAH_GENERATIONAL"})
  void shouldNeverWriteThreadCountsButOnShenandoah(Collector collector) {
    for (Architecture architecture : Architecture.values()) {
      for (int version = 8; version < 40; version++) {
        assertThat(ProvenWrite.find("ParallelGCThreads", false, architecture, collector, version))
            .isNull();
        assertThat(ProvenWrite.find("ConcGCThreads", false, architecture, collector, version))
            .isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 12, 16, 20, 24, 28, 29})
  void shouldNotWriteOnAVersionThatWasNotTried(int version) {
    for (ProvenWrite write : ProvenWrite.values()) {
      for (Collector collector : Collector.values()) {
        for (Architecture architecture : Architecture.values()) {
          assertThat(write.provenOn(architecture, collector, version)).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Collector.class,
      names = {"EPSILON", "UNKNOWN", "SHENANDOAH_OTHER"})
  void shouldNotWriteWithACollectorThatWasNotTried(Collector collector) {
    for (ProvenWrite write : ProvenWrite.values()) {
      for (int version = 8; version < 40; version++) {
        for (Architecture architecture : Architecture.values()) {
          assertThat(write.provenOn(architecture, collector, version)).isFalse();
        }
      }
    }
  }

  /** Byte order, page size and memory order differ: a proof says nothing of another processor. */
  @ParameterizedTest
  @EnumSource(ProvenWrite.class)
  void shouldNotTakeTheProofOfX86ForAnotherProcessors(ProvenWrite write) {
    for (Collector collector : Collector.values()) {
      for (int version = 8; version < 40; version++) {
        assertThat(write.provenOn(Architecture.OTHER, collector, version)).isFalse();
        for (Architecture emulated : EMULATED) {
          if (collector != Collector.G1
              || !write.provenOn(Architecture.X86_64, collector, version)) {
            assertThat(write.provenOn(emulated, collector, version)).isFalse();
          }
        }
      }
    }
  }

  /** QEMU shows threads the order of writes that x86 has. */
  @ParameterizedTest
  @EnumSource(ProvenWrite.class)
  void shouldWriteNothingOnAnEmulatedProcessorThatSomethingElseDependsOn(ProvenWrite write) {
    boolean alone = write == ProvenWrite.PROCESSORS || write == ProvenWrite.HEAP_PER_WORKER;
    for (Architecture emulated : EMULATED) {
      assertThat(write.provenOn(emulated, Collector.G1, 17)).isEqualTo(alone);
      assertThat(write.provenOn(emulated, Collector.G1, 27)).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @EnumSource(ProvenWrite.class)
  void shouldNeverWriteZero(ProvenWrite write) {
    assertThat(write.permits(0, 8)).isFalse();
  }

  @Test
  void shouldNotExceedTheValueAtStart() {
    assertThat(ProvenWrite.SHENANDOAH_PAUSE.permits(8, 8)).isTrue();
    assertThat(ProvenWrite.SHENANDOAH_PAUSE.permits(9, 8)).isFalse();
    assertThat(ProvenWrite.Z_OLD.permits(9, 8)).isFalse();
    assertThat(ProvenWrite.Z_YOUNG.permits(1, 8)).isTrue();
  }

  @Test
  void shouldMakeProcessorsAnyNumberOrTheSystems() {
    assertThat(ProvenWrite.PROCESSORS.permits(-1, 16)).isTrue();
    assertThat(ProvenWrite.PROCESSORS.permits(64, -1)).isTrue();
    assertThat(ProvenWrite.PROCESSORS.permits(-2, -1)).isFalse();
  }

  @Test
  void shouldChangeAnOriginOnlyWhereTheJvmChoseTheValue() {
    ProvenWrite markers = ProvenWrite.G1_MARKERS_BY_HEAP;
    assertThat(markers.permits(Origin.DEFAULT, Origin.ERGONOMIC)).isTrue();
    assertThat(markers.permits(Origin.ERGONOMIC, Origin.ERGONOMIC)).isTrue();
    assertThat(markers.permits(Origin.COMMAND_LINE, Origin.ERGONOMIC)).isFalse();
    assertThat(markers.permits(Origin.DEFAULT, Origin.COMMAND_LINE)).isFalse();
    assertThat(markers.permits(1, 1)).isFalse();
  }
}
