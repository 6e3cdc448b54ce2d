package io.hostshift.watch;

import static io.hostshift.watch.Ids.GENERATION;
import static io.hostshift.watch.Ids.MARKER;
import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static io.hostshift.watch.Ids.vm;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Change;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Change VMID = change("dmi.product_uuid", Scope.VM);
  private static final Change HOST = change("kvp.PhysicalHostName", Scope.INSTANCE);
  private static final Change KIND = change("cpuid.brand", Scope.MODEL);
  private static final Change TOKEN = change("xen.incarnation", Scope.EPOCH);
  private static final Change PROCESSORS = change(Change.PROCESSORS, null);

  private static Change change(String name, Scope scope) {
    return new Change(name, scope, "1", "2");
  }

  private static HostProfile profile(Identifier... identifiers) {
    return HostProfile.EMPTY.with(Arrays.asList(identifiers), null, 1);
  }

  private static Verdict verdict(Change... changes) {
    return Verdict.of(Arrays.asList(changes), HostProfile.EMPTY, false);
  }

  @Test
  void shouldBeRestoredWhenAVmIdChanged() {
    assertThat(verdict(VMID)).isEqualTo(Verdict.RESTORED);
  }

  @Test
  void shouldBeMigratedWhenAnInstanceIdentifierChanged() {
    assertThat(verdict(HOST)).isEqualTo(Verdict.MIGRATED);
  }

  @Test
  void shouldBeMigratedWhenAModelIdentifierChanged() {
    assertThat(verdict(KIND)).isEqualTo(Verdict.MIGRATED);
  }

  @Test
  void shouldBeDisruptedWhenACounterChanged() {
    assertThat(verdict(TOKEN)).isEqualTo(Verdict.DISRUPTED);
  }

  @Test
  void shouldBeResizedWhenCapacityAloneChanged() {
    assertThat(verdict(PROCESSORS)).isEqualTo(Verdict.RESIZED);
  }

  @Test
  void shouldBeMigratedWhenACounterChangedAfterANotice() {
    assertThat(Verdict.of(Collections.singletonList(TOKEN), HostProfile.EMPTY, true))
        .isEqualTo(Verdict.MIGRATED);
  }

  @Test
  void shouldBeResizedWhenOnlyCapacityChangedAfterANotice() {
    assertThat(Verdict.of(Collections.singletonList(PROCESSORS), HostProfile.EMPTY, true))
        .isEqualTo(Verdict.RESIZED);
  }

  @Test
  void shouldBeMigratedWhenTheMarkerChangedBesideAGenerationCounterThatDidNot() {
    List<Change> marker = Collections.singletonList(change(MARKER, Scope.EPOCH));

    assertThat(Verdict.of(marker, profile(epoch(MARKER, "1"), vm(GENERATION, "7")), false))
        .isEqualTo(Verdict.MIGRATED);
  }

  @Test
  void shouldBeDisruptedWhenTheMarkerChangedAndThereIsNoGenerationCounter() {
    List<Change> marker = Collections.singletonList(change(MARKER, Scope.EPOCH));

    assertThat(Verdict.of(marker, profile(epoch(MARKER, "1")), false)).isEqualTo(Verdict.DISRUPTED);
  }

  @Test
  void shouldBeRestoredWhenTheMarkerAndTheGenerationCounterChanged() {
    List<Change> both = Arrays.asList(change(MARKER, Scope.EPOCH), change(GENERATION, Scope.VM));

    assertThat(Verdict.of(both, profile(epoch(MARKER, "1"), vm(GENERATION, "7")), false))
        .isEqualTo(Verdict.RESTORED);
  }

  @Test
  void shouldNotTakeAnotherCounterForTheMarkerBesideAGenerationCounter() {
    List<Change> token = Collections.singletonList(TOKEN);

    assertThat(Verdict.of(token, profile(vm(GENERATION, "7")), false)).isEqualTo(Verdict.DISRUPTED);
  }

  @Test
  void shouldRankRestoredBeforeMigratedBeforeDisruptedBeforeResized() {
    assertThat(verdict(PROCESSORS, TOKEN, KIND, VMID)).isEqualTo(Verdict.RESTORED);
    assertThat(verdict(PROCESSORS, TOKEN, HOST)).isEqualTo(Verdict.MIGRATED);
    assertThat(verdict(PROCESSORS, TOKEN)).isEqualTo(Verdict.DISRUPTED);
  }

  @Test
  void shouldSayThatTheHostChangedWhenAnIdentifierOfItDid() {
    assertThat(HostChanged.of(Arrays.asList(VMID, HOST), HostProfile.EMPTY))
        .isEqualTo(HostChanged.YES);
  }

  @Test
  void shouldNotKnowWhetherTheHostChangedWhenACounterDid() {
    assertThat(HostChanged.of(Collections.singletonList(TOKEN), profile(instance("a.b", "c"))))
        .isEqualTo(HostChanged.UNKNOWN);
  }

  @Test
  void shouldSayThatTheHostIsTheSameWhenItIsKnownByNameAndOnlyTheSizeChanged() {
    assertThat(HostChanged.of(Collections.singletonList(PROCESSORS), profile(instance("a.b", "c"))))
        .isEqualTo(HostChanged.NO);
  }

  @Test
  void shouldNotKnowWhetherTheHostChangedWhenNothingNamesIt() {
    assertThat(HostChanged.of(Collections.singletonList(PROCESSORS), profile(model("a.b", "c"))))
        .isEqualTo(HostChanged.UNKNOWN);
  }

  @Test
  void shouldSpellHostChangedInLowerCase() {
    assertThat(HostChanged.YES).hasToString("yes");
  }
}
