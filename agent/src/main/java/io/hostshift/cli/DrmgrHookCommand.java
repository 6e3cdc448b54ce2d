package io.hostshift.cli;

import io.hostshift.base.FileTrust;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code drmgr-hook}: the script that PowerVM's drmgr runs before and after a migration, and with a
 * phase what that script does.
 */
@Command(
    name = "drmgr-hook",
    mixinStandardHelpOptions = true,
    description =
        "Prints a script that tells the agents in all JVMs of a PowerVM partition of its migration,"
            + " and has it wait for those that answer. drmgr runs it as root.",
    footer = {
      "",
      "Example: java -jar hostshift.jar drmgr-hook > /etc/drmgr.d/pmig/hostshift",
      "         chmod 755 /etc/drmgr.d/pmig/hostshift"
    })
final class DrmgrHookCommand implements Callable<Integer> {
  private static final String SCRIPT = "drmgr-hook.sh";
  private static final int LEAST_SECONDS = 10;
  private static final int MOST_SECONDS = 3600;

  /** For the JVM that runs this to start, and to end. */
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(3);

  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long a migration is held up at most, in each phase (${DEFAULT-VALUE}); less than the"
              + " HMC itself waits (migrlpar -w).")
  private int seconds;

  @Option(
      names = "--no-veto",
      description = "No agent can refuse a migration, whatever its configuration says.")
  private boolean noVeto;

  @Option(
      names = "--veto-of",
      paramLabel = "USER",
      split = "\\+",
      description =
          "Users, by name or number, whose JVMs may refuse a migration too, where their agents have"
              + " veto=true: --veto-of orders+billing. Without it only root's may.")
  private List<String> vetoOf = new ArrayList<>();

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "Tells it now: check, undocheck, pre or post. For the script.")
  private String phase;

  @Override
  public Integer call() throws IOException {
    if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--limit is a number of seconds from " + LEAST_SECONDS + " to " + MOST_SECONDS);
    }
    for (String user : vetoOf) {
      if (!user.matches("[A-Za-z0-9_][A-Za-z0-9_.@-]*\\$?")) {
        throw new ParameterException(
            spec.commandLine(), "--veto-of has names or numbers of users, joined by +");
      }
    }
    if (phase == null) {
      print();
      return 0;
    }
    if (!phase.matches("check|undocheck|pre|post")) {
      throw new ParameterException(
          spec.commandLine(), "--phase is one of check, undocheck, pre and post");
    }
    long begin = System.nanoTime();
    long limit = TimeUnit.SECONDS.toNanos(seconds) - MARGIN_NANOS;
    return new MobilityCall(phase, begin, limit, new DrmgrVetoes(vetoOf), this::complain).run();
  }

  private void print() throws IOException {
    File java = new File(new File(System.getProperty("java.home"), "bin"), "java");
    File jar = AgentLink.ownJar().getAbsoluteFile();
    for (File file : new File[] {java, jar}) {
      String reason = FileTrust.distrust(file);
      if (reason != null) {
        complain("warn: drmgr would run this as root, and " + reason);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        script()
            .replace("@JAVA@", quoted(java))
            .replace("@JAR@", quoted(jar))
            .replace("@LIMIT@", Integer.toString(seconds))
            .replace("@VETO@", noVeto ? "no" : "yes")
            .replace("@VETO_OF@", "'" + String.join("+", vetoOf) + "'"));
    out.flush();
  }

  private static String script() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (InputStream in = DrmgrHookCommand.class.getResourceAsStream(SCRIPT)) {
      byte[] bytes = new byte[4096];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        text.write(bytes, 0, count);
      }
    }
    return new String(text.toByteArray(), StandardCharsets.UTF_8);
  }

  /** As one word of a shell. */
  static String quoted(File file) {
    return "'" + file.getPath().replace("'", "'\\''") + "'";
  }

  private void complain(String what) {
    spec.commandLine().getErr().println("hostshift " + Printable.line(what));
    spec.commandLine().getErr().flush();
  }
}
