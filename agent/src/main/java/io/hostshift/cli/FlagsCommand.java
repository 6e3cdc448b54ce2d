package io.hostshift.cli;

import io.hostshift.base.JavaVersion;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code flags}: the options for a JVM that is to follow its host up as well as down. */
@Command(
    name = "flags",
    mixinStandardHelpOptions = true,
    description =
        "Prints the options that size a JVM for its largest host, so that collector threads and"
            + " heap can rise as well as fall; the agent tunes it to the real host at once. They"
            + " are for the version of Java that runs this command.",
    footer = {
      "",
      "Example: java $(java -jar hostshift.jar flags --max-processors 16) -jar service.jar",
      "         ... flags --max-processors 16 --max-memory 12g"
    })
final class FlagsCommand implements Callable<Integer> {
  /** As many as HotSpot's own flag can be set to without a warning on every JDK. */
  private static final int MOST = 1 << 16;

  @Spec private CommandSpec spec;

  @Option(
      names = "--max-processors",
      paramLabel = "N",
      description = "Processors of the largest host, as the VM would see them.")
  private Integer processors;

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      description =
          "The heap that it may have on the largest host, as -Xmx takes it, such as 12g. It follows"
              + " the memory with ZGC and Shenandoah from 17 on, and is given back with G1.")
  private String memory;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    check();
    List<String> options = new ArrayList<>();
    if (processors != null) {
      options.add("-XX:ActiveProcessorCount=" + processors);
    }
    if (JavaVersion.feature() == 8) {
      // Where it begins on one processor it would leave out atomic instructions for good.
      options.add("-XX:+AssumeMP");
    }
    if (memory != null) {
      options.add("-Xmx" + memory);
    }
    options.add(
        "-javaagent:"
            + AgentLink.ownJar().getAbsolutePath()
            + "=headroom=true"
            + (memory == null ? "" : ",memory=follow"));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println("{\"options\":[\"" + String.join("\",\"", options) + "\"]}");
    } else {
      out.println(String.join(" ", options));
    }
    out.flush();
    return 0;
  }

  private void check() {
    if (processors == null && memory == null) {
      throw new ParameterException(
          spec.commandLine(), "--max-processors or --max-memory is missing");
    }
    if (processors != null && (processors < 1 || processors > MOST)) {
      throw new ParameterException(
          spec.commandLine(), "--max-processors is a number from 1 to " + MOST);
    }
    if (memory != null && Unit.BYTES.parse(memory) == null) {
      throw new ParameterException(
          spec.commandLine(), "--max-memory " + memory + ": accepted is " + Unit.BYTES.accepted());
    }
  }
}
