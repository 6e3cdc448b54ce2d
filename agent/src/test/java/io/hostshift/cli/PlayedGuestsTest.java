package io.hostshift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.base.Errands;
import io.hostshift.report.Report;
import io.hostshift.report.Sentence;
import io.hostshift.source.catalog.LocalSources;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.watch.Event;
import io.hostshift.watch.EventListener;
import io.hostshift.watch.HostHistory;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.Match;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the probe and the one line say of each guest of guests.txt. */
class PlayedGuestsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @TempDir private Path root;

  static List<PlayedGuest> guests() throws IOException {
    return PlayedGuest.all();
  }

  private String probe(String... options) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      List<String> arguments = new ArrayList<>(List.of("probe", "root=" + root));
      arguments.addAll(List.of(options));
      assertThat(Cli.run(arguments.toArray(new String[0]))).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("guests")
  void shouldSayWhereThatIsAndWhatWouldBeNoticed(PlayedGuest guest) throws IOException {
    PlayedGuest.write(guest.before, root);

    JsonNode json = new ObjectMapper().readTree(probe("--json"));
    assertThat(json.get("hypervisor").asText()).isEqualTo(guest.hypervisor);
    assertThat(json.get("cloud").asText()).isEqualTo(guest.cloud);
    assertThat(json.get("wouldNotice").asText()).isEqualTo(guest.wouldNotice);
    assertThat(json.get("wouldNoticeAMove").asBoolean())
        .isEqualTo(List.of("host", "event").contains(guest.wouldNotice));
  }

  @ParameterizedTest
  @MethodSource("guests")
  void shouldPrintWhatIsTrueThereAndNothingElse(PlayedGuest guest) throws IOException {
    PlayedGuest.write(guest.before, root);
    String text = probe();

    assertThat(text).contains("\nWould notice     " + guest.wouldNotice + ": ");
    for (String said : guest.says) {
      assertThat(text).containsIgnoringCase(said);
    }
    for (String unsaid : guest.not) {
      assertThat(text).doesNotContain(unsaid);
    }
    assertThat(text.lines())
        .noneMatch(line -> line.contains(" READABLE ") && line.contains("is not there"))
        .noneMatch(line -> line.matches(".*[ \"]/(proc|sys|dev|var)/.*") && isReason(line));
  }

  /** A path of the tree is shown below its root. */
  private static boolean isReason(String line) {
    return line.matches("  [a-z]+ +(READABLE|ABSENT|DENIED|FAILED) .*")
        && !line.contains("/tmp/")
        && !line.contains("junit");
  }

  @ParameterizedTest
  @MethodSource("guests")
  void shouldNameTheHostBestInTheLineAboutAMove(PlayedGuest guest) throws IOException {
    PlayedGuest.write(guest.before, root);
    List<String> lines = new ArrayList<>();
    long[] nanos = {0};
    HostWatcher watcher =
        new HostWatcher(
            LocalSources.of(
                    new GuestFiles(root.toFile()),
                    null,
                    name -> true,
                    name -> List.of(),
                    null,
                    null,
                    new Errands(System::nanoTime))
                .all(),
            () -> nanos[0],
            Clock.systemUTC(),
            10 * SECOND,
            Match.ANY,
            new HostHistory(8),
            new EventListener() {
              @Override
              public void changed(Event event) {}

              @Override
              public void settled(Event event) {
                lines.add(Sentence.of(new Report(event, List.of())));
              }
            });
    watcher.baseline(source -> true);
    PlayedGuest.write(guest.after, root);
    for (int poll = 0; poll < 20; poll++) {
      nanos[0] += SECOND;
      assertThatCode(() -> watcher.poll(List.of())).doesNotThrowAnyException();
    }

    if (guest.event.isEmpty() || guest.event.equals("none")) {
      assertThat(lines).isEmpty();
    } else {
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0)).startsWith(guest.event);
    }
  }
}
