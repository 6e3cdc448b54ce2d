package io.hostshift.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Reading;
import io.hostshift.source.platform.HypervisorTable;
import io.hostshift.watch.SourceStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartLineTest {
  private static final Identifier HOST =
      new Identifier("fwcfg.opt/org.test/host", "host-a", Scope.INSTANCE);

  private static SourceStatus source(String name, Reading last) {
    return SourceStatus.of(name, last, 0);
  }

  private static String line(List<Identifier> telling, SourceStatus... sources) {
    return StartLine.of(List.of(sources), "KVM", telling, "retune", "4711");
  }

  @Test
  void shouldNameTheHypervisorTheSourcesTheModeAndHowToSwitchOff() {
    assertThat(
            line(
                List.of(HOST),
                source("fwcfg", Reading.of(List.of(HOST))),
                source("xen", Reading.absent("no Xen"))))
        .isEqualTo(
            "watches this VM on KVM through fwcfg; mode retune;"
                + " off: java -jar hostshift.jar detach 4711");
  }

  @Test
  void shouldSayThatNothingReadableWouldShowAMove() {
    assertThat(line(List.of(), source("cpuid", Reading.of(List.of(HOST)))))
        .contains("through cpuid, which would not show a move; mode");
  }

  @Test
  void shouldNotJudgeWhileASourceMayStillTell() {
    assertThat(line(null, source("cpuid", Reading.of(List.of(HOST)))))
        .contains("through cpuid; mode");
  }

  @Test
  void shouldSayWhyASourceCannotBeRead() {
    assertThat(line(List.of(HOST), source("vmclock", Reading.failed("it broke"))))
        .contains("through nothing; cannot read vmclock (it broke); mode");
  }

  @Test
  void shouldSayThatTheHypervisorIsUnknown() {
    assertThat(StartLine.of(List.of(), HypervisorTable.UNKNOWN, null, "observe", "1"))
        .startsWith("watches this VM on an unknown hypervisor through nothing; mode observe; off:");
  }

  @Test
  void shouldKnowThisProcess() {
    assertThat(StartLine.pid()).isEqualTo(Long.toString(ProcessHandle.current().pid()));
  }
}
