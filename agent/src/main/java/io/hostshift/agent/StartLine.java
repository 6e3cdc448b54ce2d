package io.hostshift.agent;

import io.hostshift.source.HypervisorTable;
import io.hostshift.source.State;
import io.hostshift.watch.HostWatcher;
import io.hostshift.watch.SourceStatus;
import java.util.ArrayList;
import java.util.List;

/** The one line that says that the agent is there and how it will notice. */
final class StartLine {
  private StartLine() {}

  static String of(HostWatcher watcher, String hypervisor, Configuration configuration) {
    List<String> through = new ArrayList<>();
    List<String> denied = new ArrayList<>();
    for (SourceStatus source : watcher.sources()) {
      if (source.state() == State.READABLE) {
        through.add(source.name());
      } else if (source.state() == State.DENIED || source.state() == State.FAILED) {
        denied.add(source.name() + " (" + source.reason() + ")");
      }
    }
    return "watches this VM on "
        + (hypervisor.equals(HypervisorTable.UNKNOWN) ? "an unknown hypervisor" : hypervisor)
        + " through "
        + (through.isEmpty() ? "nothing" : String.join(", ", through))
        + (denied.isEmpty() ? "" : "; cannot read " + String.join(", ", denied))
        + "; mode "
        + configuration.text(Key.MODE);
  }
}
