package io.hostshift.source.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.base.Ownership;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayedTest {
  private static final Reading DENIED = Reading.denied("/dev/vmclock0 may not be read");

  @TempDir private Path folder;

  private final FakeClock clock = new FakeClock();
  private final Traits traits = Traits.named("vmclock");
  private Reading own = DENIED;
  private long sequence;
  private Published published;
  private Reading file;
  private Relayed relayed;

  @BeforeEach
  void make() throws IOException {
    Path page = folder.resolve("published.json");
    published =
        new Published(new RootsFile(page.toFile(), false, Ownership.self(), false), clock, clock);
    Source source =
        new Source() {
          @Override
          public Traits traits() {
            return traits;
          }

          @Override
          public Reading read(Reading last) {
            return own;
          }
        };
    relayed = new Relayed(source, published);
  }

  private void tell(String marker) throws IOException {
    String text =
        "{\"format\":1,\"sequence\":"
            + ++sequence
            + ",\"time\":\""
            + clock.instant()
            + "\",\"staleAfterMillis\":35000,\"identifiers\":[{\"name\":\"vmclock.disruption_marker\","
            + "\"value\":\""
            + marker
            + "\",\"scope\":\"EPOCH\"},{\"name\":\"kvp.PhysicalHostName\",\"value\":\"h\","
            + "\"scope\":\"INSTANCE\"}]}";
    Path fresh = Files.writeString(folder.resolve("fresh"), text);
    Files.setLastModifiedTime(fresh, FileTime.fromMillis(clock.millis()));
    Files.move(fresh, folder.resolve("published.json"), StandardCopyOption.ATOMIC_MOVE);
    file = published.read(file);
  }

  private static Identifier marker(String value) {
    return new Identifier("vmclock.disruption_marker", value, Scope.EPOCH);
  }

  @Test
  void shouldTellUnderTheNameAndScopeOfTheSourceWhatItMayNotReadItself() throws Exception {
    tell("4");

    Reading reading = relayed.read(null);

    assertThat(reading.readable()).isTrue();
    assertThat(reading.identifiers()).containsExactly(marker("4"));
    assertThat(reading.reason()).isEqualTo("told by root's publisher");
    assertThat(relayed.read(reading)).isSameAs(reading);

    clock.advanceMillis(1000);
    tell("4");
    assertThat(relayed.read(reading)).as("written again, and the same").isSameAs(reading);

    clock.advanceMillis(1000);
    tell("5");
    assertThat(relayed.read(reading).identifiers()).containsExactly(marker("5"));
  }

  @Test
  void shouldReadByItselfAgainWhereThePublisherHasStopped() throws Exception {
    tell("4");
    Reading reading = relayed.read(null);

    clock.advanceMillis(60_000);
    file = published.read(file);

    assertThat(relayed.read(reading)).isSameAs(DENIED);
    assertThat(file.state()).isEqualTo(ReadState.FAILED);
  }

  @Test
  void shouldNotTakeFromOthersWhatItHasReadItself() throws Exception {
    tell("4");
    own = Reading.of(List.of(marker("5")));

    Reading reading = relayed.read(null);
    assertThat(reading).isSameAs(own);

    own = Reading.failed("being updated");
    assertThat(relayed.read(reading)).as("4 would be a step back").isSameAs(own);
  }

  @Test
  void shouldAddToWhatItReadsItselfWhatOnlyThePublisherHas() throws Exception {
    tell("4");
    Identifier generation = new Identifier("vmclock.vm_generation_counter", "1", Scope.VM);
    own = Reading.of(List.of(generation));

    Reading reading = relayed.read(null);

    assertThat(reading.identifiers()).containsExactly(generation, marker("4"));
    assertThat(reading.reason()).isEmpty();
  }
}
