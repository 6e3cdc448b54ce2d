package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Reading;
import io.hostshift.watch.SourceStatus;
import io.hostshift.watch.WouldNotice;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartLineTest {
  private static final Identifier HOST =
      new Identifier("fwcfg.opt/org.test/host", "host-a", Scope.INSTANCE);

  private static SourceStatus source(String name, Reading last) {
    return SourceStatus.of(name, last, 0);
  }

  private static String line(WouldNotice wouldNotice, SourceStatus... sources) {
    return StartLine.of(List.of(sources), "KVM", wouldNotice, false, "retune", "4711");
  }

  @Test
  void shouldNameTheHypervisorTheSourcesTheModeAndHowToSwitchOff() {
    assertThat(
            line(
                WouldNotice.HOST,
                source("fwcfg", Reading.of(List.of(HOST))),
                source("xen", Reading.absent("no Xen"))))
        .isEqualTo(
            "watches this VM on KVM through fwcfg; would notice a move: host; mode retune;"
                + " off: java -jar hostshift.jar detach 4711");
  }

  @Test
  void shouldSayWhatWouldBeNoticedOfAMove() {
    SourceStatus cpuid = source("cpuid", Reading.of(List.of(HOST)));

    assertThat(line(WouldNotice.NO, cpuid))
        .contains("through cpuid; would notice a move: no; mode");
    assertThat(line(WouldNotice.KIND, cpuid)).contains("; would notice a move: kind; mode");
    assertThat(line(WouldNotice.EVENT, cpuid)).contains("; would notice a move: event; mode");
  }

  @Test
  void shouldNotJudgeForGoodWhileASourceMayStillTell() {
    assertThat(StartLine.of(List.of(), "KVM", WouldNotice.NO, true, "retune", "1"))
        .contains("would notice a move: no, so far; mode");
    assertThat(StartLine.of(List.of(), "KVM", WouldNotice.HOST, true, "retune", "1"))
        .contains("would notice a move: host; mode");
  }

  @Test
  void shouldSayWhyASourceCannotBeRead() {
    assertThat(line(WouldNotice.HOST, source("vmclock", Reading.failed("it broke"))))
        .contains(
            "through nothing; would notice a move: host; cannot read vmclock (it broke); mode");
  }

  @Test
  void shouldSayThatTheHypervisorIsUnknown() {
    assertThat(StartLine.of(List.of(), Hypervisor.UNKNOWN, WouldNotice.NO, false, "observe", "1"))
        .startsWith(
            "watches this VM on an unknown hypervisor through nothing; would notice a move: no;"
                + " mode observe; off:");
  }

  @Test
  void shouldKnowThisProcess() {
    assertThat(StartLine.pid()).isEqualTo(Long.toString(ProcessHandle.current().pid()));
  }
}
