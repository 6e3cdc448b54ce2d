package io.hostshift.cli;

import io.hostshift.agent.Probe;
import io.hostshift.host.Capacity;
import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.kernel.Announce;
import io.hostshift.source.processor.Cpuid;
import java.util.List;
import java.util.Map;

/**
 * What a probe found, for people: what is there, what is missing, what would help, and a verdict.
 */
final class ProbeText {
  private static final int INDENT = 17;
  private static final int SOURCE_INDENT = 25;

  private final Page page;

  ProbeText(Page page) {
    this.page = page;
  }

  void print(Probe probe) {
    for (String problem : probe.problems()) {
      page.entry("!", 2, problem, Page.Style.NOTABLE);
    }
    page.entry("Hypervisor", INDENT, hypervisor(probe.hypervisor()));
    page.entry("Migration model", INDENT, probe.model().model() + ": " + probe.model().reason());
    page.entry("Processors", INDENT, processors(probe.profile().capacity()));
    page.entry("Clock", INDENT, probe.clock());
    identifiers("Names the VM", probe.profile().vmIds());
    identifiers("Says something of the host", probe.profile().hostIds());
    sources(probe);
    page.blank();
    page.entry("", 0, verdict(probe), probe.telling().isEmpty() ? Page.Style.BAD : Page.Style.GOOD);
    page.flush();
  }

  private static String hypervisor(String name) {
    return name.equals(Hypervisor.UNKNOWN)
        ? "unknown, which does not mean that there is none"
        : name;
  }

  private static String processors(Capacity capacity) {
    return capacity.processors() == 0
        ? "cannot be read"
        : capacity.processors()
            + " (online "
            + known(capacity.online())
            + ", affinity "
            + known(capacity.affinity())
            + (capacity.cpuLimit() > 0 ? ", cgroup limit " + capacity.cpuLimit() : "")
            + ")";
  }

  private static String known(int number) {
    return number > 0 ? Integer.toString(number) : "unknown";
  }

  private void identifiers(String title, List<Identifier> identifiers) {
    page.title(title);
    if (identifiers.isEmpty()) {
      page.line("  nothing that can be read here");
    }
    for (Identifier identifier : identifiers) {
      String left = String.format("  %-8s %-28s ", identifier.scope(), identifier.name());
      page.entry(left, left.length(), identifier.value());
    }
  }

  private void sources(Probe probe) {
    page.title("Sources");
    for (Map.Entry<String, Reading> source : probe.readings().entrySet()) {
      Reading reading = source.getValue();
      page.entry(
          String.format("  %-12s %-9s ", source.getKey(), reading.state()),
          SOURCE_INDENT,
          reading.reason());
      String remedy = reading.remedy(probe.hypervisor());
      if (remedy != null) {
        page.entry("", SOURCE_INDENT, "-> " + remedy, Page.Style.NOTABLE);
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
      return "The agent would notice a move of this VM, by " + names + "." + whereTo(probe);
    }
    Reading cpuid = probe.readings().get(Cpuid.NAME);
    String remedy = first(probe);
    return "The agent would NOT notice a move of this VM"
        + (cpuid != null && cpuid.state() == ReadState.READABLE
            ? ": what CPUID shows is as a rule pinned for a VM's life, and nothing else tells."
            : ": nothing here tells of the host.")
        + " What would help: "
        + (remedy == null
            ? "a file of name=value lines that the host's operator keeps, file=FILE."
            : remedy + ".");
  }

  /** What counters leave open. */
  private static String whereTo(Probe probe) {
    boolean announces = false;
    for (Identifier identifier : probe.telling()) {
      if (identifier.scope() != Scope.EPOCH) {
        return "";
      }
      announces |= identifier.name().equals(Announce.NETWORK);
    }
    return (announces ? " Its network device announces itself after each move." : "")
        + " To which host is not told; an identifier that the host's operator gives would say it"
        + " (fw_cfg, a disk serial, file=FILE).";
  }

  /** The first of all remedies; null if there is none. */
  private static String first(Probe probe) {
    for (Reading reading : probe.readings().values()) {
      String remedy = reading.remedy(probe.hypervisor());
      if (remedy != null) {
        return remedy;
      }
    }
    return null;
  }
}
