package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static io.hostshift.watch.Ids.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source that has something to say later than the others: more of one host is no other host. */
class LearningTest {
  private final FakeSource kvp = new FakeSource("kvp").says(instance("kvp.Host", "a"));
  private final FakeSource late = new FakeSource("late");
  private final WatcherBench bench = WatcherBench.on(kvp, late);

  @Test
  void shouldBeToldWithoutAnEvent() {
    late.says(model("late.kind", "x"));
    bench.confirm();

    assertThat(bench.heard().changed()).isEmpty();
    assertThat(bench.heard().learned())
        .singleElement()
        .satisfies(profile -> assertThat(profile.host()).containsEntry("late.kind", "x"));
    assertThat(bench.hosts())
        .singleElement()
        .returns(true, KnownHost::settled)
        .satisfies(host -> assertThat(host.identifiers()).containsEntry("late.kind", "x"));
  }

  @Test
  void shouldNotBeToldOfTheSameThatIsReadInAnotherWay() {
    kvp.gives(Reading.partial(List.of(instance("kvp.Host", "a")), "half of it is missing"));
    bench.confirm();

    assertThat(bench.heard().learned()).isEmpty();
  }

  @Test
  void shouldBelongToTheHostOfAnOpenEvent() {
    kvp.says(instance("kvp.Host", "b"));
    bench.confirm();
    late.says(model("late.kind", "x"));
    bench.confirm();

    assertThat(bench.heard().learned()).isEmpty();
    assertThat(bench.hosts()).hasSize(2);
    assertThat(bench.hosts().get(1))
        .returns(false, KnownHost::settled)
        .satisfies(
            host ->
                assertThat(host.identifiers())
                    .containsEntry("kvp.Host", "b")
                    .containsEntry("late.kind", "x"));
    bench.settle();

    assertThat(bench.heard().settled())
        .singleElement()
        .satisfies(event -> assertThat(event.to().host()).containsEntry("late.kind", "x"));
  }
}
