package io.hostshift.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.agent.Probe;
import io.hostshift.host.Platform;
import io.hostshift.source.platform.PlatformAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For each hypervisor, cloud and kind of processor of the table guests.txt has one that is moved or
 * cloned, and one that is not to be called that.
 */
class PairedGuestsTest {
  /** Of what a copied tree shows no change, and why. */
  private static final Map<String, String> WITHOUT_PAIR =
      Map.ofEntries(
          entry("hypervisor UML", "a process of its host, which has no firmware and is not moved"),
          entry("hypervisor PR/SM", "an LPAR is not moved while it runs"),
          entry("hypervisor OS/400", "its partitions are not moved while they run"),
          entry("hypervisor LDoms", "what is in /dev/mdesc names the domain, and no host"));

  @TempDir private Path temp;
  private final Map<PlayedGuest, Platform> platforms = new LinkedHashMap<>();

  @BeforeEach
  void look() throws IOException {
    for (PlayedGuest guest : PlayedGuest.all()) {
      Path root = Files.createDirectories(temp.resolve("guest-" + platforms.size()));
      PlayedGuest.write(guest.before, root);
      platforms.put(guest, Probe.look("root=" + root, null).platform());
    }
  }

  private static String answer(Platform platform, String question) {
    return switch (question) {
      case "hypervisor" -> platform.hypervisor();
      case "cloud" -> platform.cloud();
      default -> platform.processor().name();
    };
  }

  @Test
  void shouldPlayAChangeOfEach() {
    Set<String> paired = new TreeSet<>(WITHOUT_PAIR.keySet());
    platforms.forEach(
        (guest, platform) -> {
          for (String question : PlatformAnswers.QUESTIONS) {
            String answer = question + " " + answer(platform, question);
            if (!guest.event.isEmpty() && !guest.event.equals("none")) {
              assertThat(WITHOUT_PAIR).doesNotContainKey(answer);
              paired.add(answer);
            }
          }
        });

    assertThat(paired).containsAll(PlatformAnswers.all());
    assertThat(PlatformAnswers.all()).containsAll(WITHOUT_PAIR.keySet());
  }

  @Test
  void shouldPlayOneThatIsNotToBeCalledThat() {
    Set<String> told = new TreeSet<>();
    platforms.forEach(
        (guest, platform) -> {
          for (String other : guest.unlike) {
            String[] both = other.split(" ", 2);
            assertThat(answer(platform, both[0])).as(guest.name).isNotEqualTo(both[1]);
            told.add(other);
          }
        });

    assertThat(told).isEqualTo(PlatformAnswers.all());
  }
}
