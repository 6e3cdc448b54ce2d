package io.hostshift.source.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import org.junit.jupiter.api.Test;

class VmGenerationTest {
  @Test
  void shouldCountTheGenerationsThatItHasHeardOf() {
    VmGeneration generation = new VmGeneration(true);
    generation.listening();
    Reading first = generation.read(null);
    assertThat(first.identifiers())
        .containsExactly(new Identifier("vmgenid.uevents", "0", Scope.VM));
    assertThat(generation.read(first)).isSameAs(first);

    generation.renewed();
    assertThat(generation.read(first).identifiers())
        .containsExactly(new Identifier("vmgenid.uevents", "1", Scope.VM));
  }

  @Test
  void shouldSayNothingBeforeItListensOrWhereNothingIsToBeHeard() {
    assertThat(new VmGeneration(true).read(null).state()).isEqualTo(ReadState.OFF);
    VmGeneration without = new VmGeneration(false);
    without.listening();
    assertThat(without.read(null).state()).isEqualTo(ReadState.ABSENT);
  }

  @Test
  void shouldSayWhyItCannotListen() {
    VmGeneration generation = new VmGeneration(true);
    generation.deaf("no netlink socket (errno 1)");

    assertThat(generation.read(null).state()).isEqualTo(ReadState.FAILED);
    assertThat(generation.read(null).reason()).isEqualTo("no netlink socket (errno 1)");
  }
}
