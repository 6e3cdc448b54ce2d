package io.hostshift.cli;

import io.hostshift.agent.Probe;
import java.io.File;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code probe}: what this VM shows, and what each source can and cannot see. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = "Shows what this VM tells of itself and of its host, and what it does not.",
    footer = {
      "",
      "Example: java -jar hostshift.jar probe",
      "         ... probe file=/etc/host-id --json",
      "         ... probe --report report.zip",
      "         ... probe root=report.zip"
    })
final class ProbeCommand implements Callable<Integer> {
  private static final int MOST_SECONDS = 86_400;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--clock",
      paramLabel = "SECONDS",
      description =
          "Instead, watch for so long whether the kernel's clock goes with the processor's counter:"
              + " under KVM a move, a restore and a pause each make a step between the two.")
  private Integer clock;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = {
        "Write all that was read to this file, for others to look at: serial numbers, UUIDs,",
        "hardware addresses and names are replaced, each by the same everywhere."
      })
  private File report;

  @Parameters(
      paramLabel = "key=value",
      description = "Configuration as the agent would get it, such as root=/copy.")
  private List<String> configuration = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (clock != null) {
      watchClock();
      return 0;
    }
    Probe probe = Probe.look(String.join(",", configuration), report);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ProbeJson.print(probe, out);
    } else {
      Page page = new Page(out, Terminal.ofStandardOutput());
      new ProbeText(page).print(probe);
      if (report != null) {
        page.blank();
        page.entry("", 0, written());
        page.flush();
      }
    }
    return 0;
  }

  private void watchClock() throws Exception {
    if (clock < 1 || clock > MOST_SECONDS) {
      throw new ParameterException(
          spec.commandLine(), "--clock is a number of seconds from 1 to " + MOST_SECONDS);
    }
    new ClockWatch(spec.commandLine().getOut(), Clock.systemUTC()).run(clock);
  }

  private String written() {
    return report
        + " holds what was read, with serial numbers, UUIDs and names replaced; look into it before"
        + " you give it away, and read it with probe root="
        + report;
  }
}
