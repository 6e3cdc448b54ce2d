package io.hostshift.watch;

import static io.hostshift.watch.Ids.epoch;
import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostHistoryTest {
  private final HostHistory history = new HostHistory(3);

  private static HostProfile host(Identifier... identifiers) {
    return HostProfile.EMPTY.with(Arrays.asList(identifiers), null, 1);
  }

  private static HostProfile named(String name) {
    return host(instance("kvp.PhysicalHostName", name));
  }

  @Test
  void shouldBeEmptyBeforeAnyHostIsKnown() {
    assertThat(history.hosts(1)).isEmpty();
  }

  @Test
  void shouldNotNoteAHostOfWhichNothingIsKnown() {
    history.seen(host(epoch("vmclock.disruption_marker", "1")), 1);

    assertThat(history.hosts(1)).isEmpty();
  }

  @Test
  void shouldKeepOneEntryWhileTheHostStaysTheSame() {
    history.seen(named("a"), 1);
    history.seen(named("a"), 2);

    assertThat(history.hosts(9)).hasSize(1);
  }

  @Test
  void shouldSayThatThePresentHostIsSeenUntilNow() {
    history.seen(named("a"), 1);

    assertThat(history.hosts(9))
        .singleElement()
        .returns(1L, KnownHost::firstSeenMillis)
        .returns(9L, KnownHost::lastSeenMillis);
  }

  @Test
  void shouldSayUntilWhenTheVmWasOnAnEarlierHost() {
    history.seen(named("a"), 1);
    history.seen(named("b"), 5);

    assertThat(history.hosts(9).get(0).lastSeenMillis()).isEqualTo(5);
  }

  @Test
  void shouldAddToThePresentHostWhatIsLearntOfIt() {
    history.seen(named("a"), 1);
    history.seen(host(instance("kvp.PhysicalHostName", "a"), model("cpuid.brand", "x")), 5);

    assertThat(history.hosts(9))
        .singleElement()
        .returns(1L, KnownHost::firstSeenMillis)
        .satisfies(known -> assertThat(known.identifiers()).containsEntry("cpuid.brand", "x"));
  }

  @Test
  void shouldListAHostAgainWhenTheVmComesBackToIt() {
    history.seen(named("a"), 1);
    history.seen(named("b"), 2);
    history.seen(named("a"), 3);

    assertThat(history.hosts(9))
        .extracting(known -> known.identifiers().get("kvp.PhysicalHostName"))
        .containsExactly("a", "b", "a");
  }

  @Test
  void shouldForgetTheOldestHostWhenItIsFull() {
    for (String name : new String[] {"a", "b", "c", "d"}) {
      history.seen(named(name), 1);
    }

    assertThat(history.hosts(9))
        .extracting(known -> known.identifiers().get("kvp.PhysicalHostName"))
        .containsExactly("b", "c", "d");
  }

  @Test
  void shouldKeepOnlyThePresentHostWhenItIsCleared() {
    history.seen(named("a"), 1);
    history.seen(named("b"), 2);
    history.clear();

    assertThat(history.hosts(9))
        .singleElement()
        .satisfies(known -> assertThat(known.identifiers()).containsValue("b"));
  }

  @Test
  void shouldBeginWithAsManyOfAnEarlierLifeAsItKeeps() {
    history.remember(
        Stream.of("a", "b", "c", "d")
            .map(name -> new KnownHost(named(name).host(), 1, 2))
            .toList());

    assertThat(history.hosts(9))
        .extracting(known -> known.identifiers().get("kvp.PhysicalHostName"))
        .containsExactly("b", "c", "d");
  }
}
