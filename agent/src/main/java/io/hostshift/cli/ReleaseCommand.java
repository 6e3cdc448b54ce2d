package io.hostshift.cli;

import io.hostshift.attach.Exchange;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code release}: has a JVM give memory back, so that its limit can be lowered. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description =
        "Collects in a JVM and gives memory back now, before its memory limit is lowered; says"
            + " what it took before and after.",
    footer = {"", "Example: java -jar hostshift.jar release 4711 --to 6g"})
final class ReleaseCommand extends OnJvms {
  /** A full collection of a large heap may take that long, and there may be four. */
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final int COULD_NOT = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "SIZE",
      description =
          "What the process is to take at most, such as 6g; with more than that left the exit"
              + " code is 1. Without it, as little as can be.")
  private String size;

  @Override
  public Integer call() throws IOException {
    if (size != null && Unit.BYTES.parse(size) == null) {
      throw new ParameterException(
          spec.commandLine(), "--to " + size + ": accepted is " + Unit.BYTES.accepted());
    }
    return super.call();
  }

  @Override
  int on(AgentLink link) throws IOException {
    try (Exchange exchange = link.ask("release", size == null ? "" : size)) {
      String answer = exchange.next();
      Json released = Json.parse(answer);
      Page page = page();
      if (json()) {
        page.json(Json.of(link.jvm(), answer, true));
      } else {
        page.line(name(link.jvm()) + " " + released.text("sentence"));
      }
      page.flush();
      if (!released.text("reached").equals("true")) {
        complain(
            "could not bring "
                + name(link.jvm())
                + " down to "
                + size
                + ": "
                + Unit.BYTES.text((long) released.object("after").number("residentBytes"))
                + " are left"
                + (released.text("reason").isEmpty() ? "" : "; " + released.text("reason")));
        return COULD_NOT;
      }
    }
    return 0;
  }

  @Override
  long limitNanos() {
    return LIMIT_NANOS;
  }
}
