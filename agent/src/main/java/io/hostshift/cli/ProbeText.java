package io.hostshift.cli;

import io.hostshift.agent.Probe;
import io.hostshift.host.Capacity;
import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import io.hostshift.source.State;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** What a probe found, for people. */
final class ProbeText {
  private final PrintWriter out;

  ProbeText(PrintWriter out) {
    this.out = out;
  }

  void print(Probe probe) {
    for (String problem : probe.problems()) {
      out.println("! " + problem);
    }
    out.println("Hypervisor       " + hypervisor(probe.hypervisor()));
    out.println("Migration model  " + probe.model().model() + ": " + probe.model().reason());
    out.println("Processors       " + processors(probe.profile().capacity()));
    identifiers("Names the VM", probe.profile().vmIds());
    identifiers("Says something of the host", probe.profile().hostIds());
    sources(probe);
    out.println();
    out.println(verdict(probe));
    out.flush();
  }

  private static String hypervisor(String name) {
    return name.equals("unknown") ? "unknown, which does not mean that there is none" : name;
  }

  private static String processors(Capacity capacity) {
    return capacity.processors() == 0
        ? "cannot be read"
        : capacity.processors()
            + " (online "
            + capacity.online()
            + ", affinity "
            + capacity.affinity()
            + (capacity.cpuLimit() > 0 ? ", cgroup limit " + capacity.cpuLimit() : "")
            + ")";
  }

  private void identifiers(String title, List<Identifier> identifiers) {
    out.println();
    out.println(title);
    if (identifiers.isEmpty()) {
      out.println("  nothing that can be read here");
    }
    for (Identifier identifier : identifiers) {
      out.println(
          String.format(
              "  %-8s %-28s %s",
              identifier.scope(), identifier.name(), Printable.of(identifier.value())));
    }
  }

  private void sources(Probe probe) {
    out.println();
    out.println("Sources");
    for (Map.Entry<String, Reading> source : probe.readings().entrySet()) {
      Reading reading = source.getValue();
      out.println(
          String.format(
              "  %-12s %-9s %s", source.getKey(), reading.state(), Printable.of(reading.reason())));
      String remedy = Remedies.of(source.getKey(), reading, probe.hypervisor());
      if (remedy != null) {
        out.println(String.format("  %-12s           -> %s", "", remedy));
      }
    }
  }

  private static String verdict(Probe probe) {
    List<Identifier> telling = probe.telling();
    if (!telling.isEmpty()) {
      StringBuilder names = new StringBuilder();
      for (Identifier identifier : telling) {
        names.append(names.length() == 0 ? "" : ", ").append(identifier.name());
      }
      return "The agent would notice a move of this VM, by " + names + ".";
    }
    return "The agent would NOT notice a move of this VM"
        + (probe.readings().get("cpuid") != null
                && probe.readings().get("cpuid").state() == State.READABLE
            ? ": what CPUID shows is as a rule pinned for a VM's life, and nothing else tells."
            : ": nothing here tells of the host.");
  }
}
