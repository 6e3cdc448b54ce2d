package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.base.Log;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptProfileTest {
  private static final Identifier A = instance("kvp.Host", "a");
  private static final Identifier B = instance("kvp.Host", "b");

  @TempDir private Path folder;

  private final FakeClock clock = new FakeClock();
  private final HostHistory hosts = new HostHistory(4);
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(said, true, StandardCharsets.UTF_8), Log.Level.INFO);

  private KeptProfile kept(Path file) {
    return new KeptProfile(file, hosts, clock, log);
  }

  private static HostProfile profile(Identifier identifier) {
    return HostProfile.EMPTY.with(List.of(identifier), null, 1000);
  }

  private static void save(KeptProfile kept, Identifier identifier) {
    kept.save(profile(identifier));
    assertThat(kept.scribe().flush(TimeUnit.SECONDS.toMillis(10))).isTrue();
  }

  private HostWatcher watcher(FakeListener heard) {
    FakeSource kvp = new FakeSource("kvp").says(B);
    return new HostWatcher(List.of(kvp), clock, clock, 0, Match.ANY, hosts, heard);
  }

  @Test
  void shouldMakeAMoveAcrossARestartAnEvent() throws Exception {
    Path file = folder.resolve("profile");
    KeptProfile first = kept(file);
    save(first, A);
    first.close();

    FakeListener heard = new FakeListener();
    HostWatcher watcher = watcher(heard);
    KeptProfile second = kept(file);
    second.resume(watcher);
    watcher.baseline(source -> true);
    watcher.poll(List.of());
    watcher.poll(List.of());
    second.close();

    assertThat(heard.last().changes()).singleElement().hasToString("kvp.Host a -> b");
  }

  @Test
  void shouldNotReadWhatAnotherInThisJvmKnowsBetter() throws Exception {
    Path file = folder.resolve("profile");
    KeptProfile first = kept(file);
    save(first, A);
    first.close();

    HostWatcher watcher = watcher(new FakeListener());
    KeptProfile second = kept(file);
    second.takeOver(watcher);
    second.close();

    assertThat(watcher.profile().identifiers()).isEmpty();
  }

  @Test
  void shouldSayOnceThatItCannotBeWritten() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    KeptProfile kept = kept(gone.resolve("profile"));
    Files.delete(gone);

    save(kept, A);
    save(kept, B);

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("the profile cannot be written, a move across a restart will be missed");
  }

  @Test
  void shouldSayOnceThatItCannotBeWrittenWhereTheNextOneWaitsAlready() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    Files.delete(gone);
    int profiles = 200;
    for (int i = 0; i < profiles; i++) {
      KeptProfile kept = kept(gone.resolve("profile"));
      for (int saved = 0; saved < 20; saved++) {
        kept.save(profile(A));
      }
      assertThat(kept.scribe().flush(TimeUnit.SECONDS.toMillis(10))).isTrue();
    }

    assertThat(said.toString(StandardCharsets.UTF_8).lines()).hasSize(profiles);
  }

  @Test
  void shouldLeaveAFileAloneThatIsNoProfile() throws Exception {
    Path file = Files.writeString(folder.resolve("profile"), "no profile");
    KeptProfile kept = kept(file);

    kept.resume(watcher(new FakeListener()));
    kept.save(profile(A));
    kept.close();

    assertThat(file).hasContent("no profile");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("the profile is neither used nor written");
  }

  @Test
  void shouldLeaveTheFileToTheJvmThatHasIt() throws IOException {
    Path file = folder.resolve("profile");
    KeptProfile first = kept(file);
    first.resume(watcher(new FakeListener()));

    KeptProfile second = kept(file);
    second.resume(watcher(new FakeListener()));
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("neither used nor written");
    first.close();

    kept(file).resume(watcher(new FakeListener()));
    assertThat(said.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void shouldHaveTheFileToItselfWhereItTakesOverToo() {
    Path file = folder.resolve("profile");
    KeptProfile first = kept(file);
    first.takeOver(watcher(new FakeListener()));

    kept(file).resume(watcher(new FakeListener()));
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("neither used nor written");
    first.close();
  }
}
