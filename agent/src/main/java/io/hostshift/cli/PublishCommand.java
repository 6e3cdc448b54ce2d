package io.hostshift.cli;

import io.hostshift.base.Ownership;
import io.hostshift.base.Selection;
import io.hostshift.config.Configuration;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.Key;
import io.hostshift.config.Problem;
import io.hostshift.host.Identifier;
import io.hostshift.publish.AllowList;
import io.hostshift.publish.Publisher;
import io.hostshift.publish.PublisherFile;
import io.hostshift.publish.RootSources;
import io.hostshift.publish.Secret;
import io.hostshift.source.file.GuestFiles;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish}: tells all JVMs of this guest what only root may read of the host. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description =
        "Reads what only root may read of the host, and keeps a file of it from which the agents in"
            + " all JVMs of this guest take it. Runs until it is ended. Passwords and secrets are"
            + " never told; serial numbers and UUIDs only as digests under a secret of root's.",
    footer = {
      "",
      "Example: java -jar hostshift.jar publish --key fwcfg.opt/org.example/host",
      "         ... publish --once --to /tmp/seen/published.json"
    })
final class PublishCommand implements Callable<Integer> {
  private static final String PLACE = "/run/hostshift/published.json";
  private static final String SECRET = "/var/lib/hostshift/publish.secret";

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      defaultValue = PLACE,
      description = "Where it writes (${DEFAULT-VALUE}), in a folder that is its user's alone.")
  private File to;

  @Option(names = "--once", description = "Write it once, and end.")
  private boolean once;

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description =
          "A key of fw_cfg or an OEM string that names the host, and is told as it is:"
              + " fwcfg.opt/NAME, smbios.oem.NAME. May be given more than once.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      defaultValue = SECRET,
      description = "Where the secret of the digests is kept (${DEFAULT-VALUE}).")
  private File secret;

  @Parameters(
      paramLabel = "key=value",
      description = "Of the configuration: interval, sources, root.")
  private List<String> configuration = new ArrayList<>();

  private boolean failing;

  @Override
  public Integer call() throws IOException, InterruptedException {
    AllowList allowed;
    try {
      allowed = AllowList.of(keys);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--key: " + e.getMessage());
    }
    Configuration read =
        ConfigurationReader.read(
            String.join(",", configuration), System.getProperties(), System.getenv());
    for (Problem problem : read.problems()) {
      say("warn: " + problem);
    }
    if (Ownership.self() != 0) {
      say("warn: is not root here: no agent takes what it writes for root's");
    }
    PublisherFile place = new PublisherFile(to.toPath());
    place.prepare();
    Selection wanted = read.get(Key.SOURCES);
    Publisher publisher =
        new Publisher(
            RootSources.of(new GuestFiles(read.get(Key.ROOT)), wanted::wants, allowed),
            allowed,
            secret(),
            place,
            read.interval().leastNanos,
            System::nanoTime,
            Clock.systemUTC());
    long wait = publisher.step();
    say("publishes " + names(publisher) + " in " + to);
    while (!once) {
      TimeUnit.NANOSECONDS.sleep(wait);
      wait = next(publisher, read.interval().leastNanos);
    }
    return 0;
  }

  private long next(Publisher publisher, long otherwise) {
    try {
      long wait = publisher.step();
      failing = false;
      return wait;
    } catch (IOException e) {
      if (!failing) {
        say("warn: cannot write " + to + " and goes on trying: " + e);
      }
      failing = true;
      return otherwise;
    }
  }

  /** Null where it cannot be kept: then less is told, and that is said. */
  private Secret secret() {
    try {
      return Secret.in(secret.toPath());
    } catch (IOException e) {
      say("warn: tells nothing of serial numbers and UUIDs, without a secret: " + e);
      return null;
    }
  }

  private static String names(Publisher publisher) {
    List<String> names = new ArrayList<>();
    for (Identifier identifier : publisher.told()) {
      names.add(identifier.name());
    }
    return names.isEmpty() ? "nothing, which is all that it may tell" : String.join(", ", names);
  }

  private void say(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("hostshift " + Printable.line(what));
    err.flush();
  }
}
