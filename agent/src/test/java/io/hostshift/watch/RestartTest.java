package io.hostshift.watch;

import static io.hostshift.watch.Ids.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.FakeClock;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a JVM notices of the time in which it was down. */
class RestartTest {
  private final FakeSource kvp = new FakeSource("kvp");
  private final FakeSource file = new FakeSource("file");
  private final FakeListener heard = new FakeListener();
  private final FakeClock clock = new FakeClock();
  private final HostHistory hosts = new HostHistory(64);
  private final HostWatcher watcher =
      new HostWatcher(
          List.of(kvp, file), clock, clock, TimeUnit.SECONDS.toNanos(10), Match.ANY, hosts, heard);

  private void restart(Identifier... kept) {
    KnownHost before = new KnownHost(Map.of("kvp.Host", "a"), 1, 2);
    watcher.resume(
        new ProfileFile.Kept(HostProfile.EMPTY.with(List.of(kept), null, 0), List.of(before)));
    watcher.baseline(source -> true);
    watcher.poll(List.of());
    watcher.poll(List.of());
  }

  @Test
  void shouldReportAMoveWhileTheJvmWasDown() {
    kvp.says(instance("kvp.Host", "b"));
    restart(instance("kvp.Host", "a"));

    assertThat(heard.last().verdict()).isEqualTo(Verdict.MIGRATED);
    assertThat(heard.last().from().host()).containsEntry("kvp.Host", "a");
    assertThat(heard.last().to().host()).containsEntry("kvp.Host", "b");
  }

  @Test
  void shouldReportNothingOnTheSameHost() {
    kvp.says(instance("kvp.Host", "a"));
    restart(instance("kvp.Host", "a"));

    assertThat(heard.changed()).isEmpty();
    assertThat(hosts.hosts(3)).hasSize(1);
    assertThat(hosts.hosts(3).get(0).firstSeenMillis()).isEqualTo(1);
  }

  @Test
  void shouldReportACloneWhereTheFileIsOfAnotherVm() {
    kvp.says(new Identifier("kvp.VirtualMachineId", "2", Scope.VM));
    restart(new Identifier("kvp.VirtualMachineId", "1", Scope.VM));

    assertThat(heard.last().verdict()).isEqualTo(Verdict.RESTORED);
  }

  @Test
  void shouldCompareASourceThatAnswersLateWithWhatWasKept() {
    kvp.says(instance("kvp.Host", "a"));
    restart(instance("kvp.Host", "a"), instance("file.rack", "r1"));
    file.says(instance("file.rack", "r2"));
    watcher.poll(List.of());
    watcher.poll(List.of());

    assertThat(heard.last().changes())
        .extracting(Object::toString)
        .containsExactly("file.rack r1 -> r2");
  }

  @Test
  void shouldSayWhenAHostWasLeftThatTheVmIsBackOn() {
    kvp.says(instance("kvp.Host", "b"));
    restart(instance("kvp.Host", "a"));
    clock.advanceMillis(11_000);
    watcher.poll(List.of());

    assertThat(hosts.leftMillis(Map.of("kvp.Host", "a"))).isPositive();
    assertThat(hosts.leftMillis(Map.of("kvp.Host", "b"))).isZero();
  }
}
