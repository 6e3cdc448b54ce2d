package io.hostshift.cli;

import io.hostshift.attach.JvmProcess;
import io.hostshift.attach.Patience;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command for one JVM or several. */
abstract class OnJvms implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PID",
      description = "A process number, a part of the main class's name, or all.")
  private String target;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** The worst of what each JVM came to. */
  @Override
  public Integer call() throws IOException {
    List<JvmProcess> jvms = Targets.of(target);
    int code = 0;
    int done = 0;
    UnreachableException without = null;
    for (JvmProcess jvm : jvms) {
      try {
        AgentLink link = AgentLink.open(jvm, patience());
        if (target.equals(Targets.ALL) && passOver(link)) {
          continue;
        }
        done++;
        int one = on(link);
        code = code == 1 ? 1 : Math.max(code, one);
        if (one == 1) {
          code = 1;
        }
      } catch (UnreachableException e) {
        without = e;
        if (jvms.size() > 1) {
          complain(e.getMessage());
          code = 1;
          done++;
        }
      }
    }
    if (jvms.size() == 1 && without != null) {
      throw without;
    }
    if (done == 0) {
      throw new UnreachableException(nothingToDo());
    }
    return code;
  }

  /** Whether a JVM is left out where all were named. */
  boolean passOver(AgentLink link) {
    return link.version() == null;
  }

  String nothingToDo() {
    return "runs in none of the JVMs here; java -jar hostshift.jar list shows them";
  }

  /**
   * @return the exit code
   */
  abstract int on(AgentLink link) throws IOException;

  boolean json() {
    return json;
  }

  void complain(String what) {
    spec.commandLine().getErr().println("hostshift " + what);
  }

  Page page() {
    return new Page(spec.commandLine().getOut(), Terminal.ofStandardOutput());
  }

  CommandSpec spec() {
    return spec;
  }

  Patience patience() {
    return Patience.saying(this::complain);
  }

  /** Such as {@code JVM 12 (OrderService)}. */
  static String name(JvmProcess jvm) {
    return "JVM " + jvm.pid() + (jvm.main().isEmpty() ? "" : " (" + Printable.of(jvm.main()) + ")");
  }
}
