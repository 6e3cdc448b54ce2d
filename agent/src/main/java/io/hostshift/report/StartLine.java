package io.hostshift.report;

import io.hostshift.host.Hypervisor;
import io.hostshift.source.ReadState;
import io.hostshift.watch.SourceStatus;
import io.hostshift.watch.WouldNotice;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The one line that says that the agent is there, how it will notice, and how to end it. */
public final class StartLine {
  private StartLine() {}

  /**
   * @param sources as they stood after the first look
   * @param hypervisor its short name, or unknown
   * @param wouldNotice what would be noticed of a move, as it stands
   * @param asking whether some sources have yet to answer
   * @param pid this process, as in {@link #pid}
   */
  public static String of(
      List<SourceStatus> sources,
      String hypervisor,
      WouldNotice wouldNotice,
      boolean asking,
      String mode,
      String pid) {
    List<String> through = new ArrayList<>();
    List<String> denied = new ArrayList<>();
    for (SourceStatus source : sources) {
      if (source.state() == ReadState.READABLE) {
        through.add(source.name());
      } else if (source.state() == ReadState.DENIED || source.state() == ReadState.FAILED) {
        denied.add(source.name() + " (" + source.reason() + ")");
      }
    }
    return "watches this VM on "
        + (hypervisor.equals(Hypervisor.UNKNOWN) ? "an unknown hypervisor" : hypervisor)
        + " through "
        + (through.isEmpty() ? "nothing" : String.join(", ", through))
        + "; would notice a move: "
        + wouldNotice.word()
        + (asking && wouldNotice != WouldNotice.HOST ? ", so far" : "")
        + (denied.isEmpty() ? "" : "; cannot read " + String.join(", ", denied))
        + "; mode "
        + mode
        + "; off: java -jar hostshift.jar detach "
        + pid;
  }

  /** The number of this process, as it is known to itself; {@code PID} where nothing tells. */
  public static String pid() {
    try {
      String name = new File("/proc/self").getCanonicalFile().getName();
      return name.matches("[0-9]+") ? name : "PID";
    } catch (IOException e) {
      return "PID";
    }
  }
}
