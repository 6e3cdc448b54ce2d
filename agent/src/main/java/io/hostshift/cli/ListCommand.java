package io.hostshift.cli;

import io.hostshift.attach.JvmList;
import io.hostshift.attach.JvmProcess;
import io.hostshift.attach.UnreachableException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code list}: the JVMs of this machine, and which of them have the agent. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Shows the JVMs that this user can see, and whether the agent runs in them.",
    footer = {
      "",
      "Example: java -jar hostshift.jar list",
      "         sudo -u app java -jar hostshift.jar list"
    })
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<JvmProcess> jvms = new JvmList(new File("/proc")).jvms();
    List<ListedJvm> listed =
        ListedJvm.ask(
            jvms, what -> spec.commandLine().getErr().println("hostshift " + Printable.of(what)));
    Page page = new Page(out, Terminal.ofStandardOutput());
    if (json) {
      page.json(Json.pretty(ListedJvm.json(listed)));
    } else {
      print(listed, page);
    }
    out.flush();
    return 0;
  }

  private static void print(List<ListedJvm> listed, Page page) throws UnreachableException {
    if (listed.isEmpty()) {
      throw new UnreachableException(
          "finds no JVM that this user can see; run it as the JVMs' user");
    }
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"PID", "user", "Java", "hostshift", "main class"});
    for (ListedJvm jvm : listed) {
      rows.add(
          new String[] {
            Long.toString(jvm.process().pid()),
            jvm.process().process().userName(),
            jvm.javaVersion(),
            jvm.agent().isEmpty() ? "-" : jvm.agent(),
            jvm.process().main() + (jvm.reason().isEmpty() ? "" : "  (" + jvm.reason() + ")")
          });
    }
    page.table(rows);
  }
}
