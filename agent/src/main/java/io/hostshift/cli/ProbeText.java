package io.hostshift.cli;

import io.hostshift.agent.Probe;
import io.hostshift.host.Capacity;
import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.Platform;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import io.hostshift.source.kernel.Announce;
import io.hostshift.source.processor.Cpuid;
import io.hostshift.watch.Telling;
import io.hostshift.watch.WouldNotice;
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
    page.entry("Hypervisor", INDENT, hypervisor(probe.platform()));
    optional("Cloud", probe.platform().cloud());
    optional("Container", probe.platform().container());
    page.entry("Migration model", INDENT, probe.model().model() + ": " + probe.model().reason());
    page.entry(
        "Would notice",
        INDENT,
        probe.telling().wouldNotice().word() + ": " + probe.telling().sureness());
    page.entry("Processors", INDENT, processors(probe.profile().capacity()));
    page.entry("Clock", INDENT, probe.clock());
    identifiers("Names the VM", probe.profile().vmIds());
    identifiers("Says something of the host", probe.profile().hostIds());
    sources(probe);
    page.blank();
    page.entry("", 0, verdict(probe), style(probe.telling().wouldNotice()));
    page.flush();
  }

  private static Page.Style style(WouldNotice wouldNotice) {
    switch (wouldNotice) {
      case NO:
        return Page.Style.BAD;
      case KIND:
        return Page.Style.NOTABLE;
      default:
        return Page.Style.GOOD;
    }
  }

  private void optional(String label, String text) {
    if (!text.isEmpty()) {
      page.entry(label, INDENT, text);
    }
  }

  private static String hypervisor(Platform platform) {
    String name = platform.hypervisor();
    return name.equals(Hypervisor.UNKNOWN)
        ? "unknown, which does not mean that there is none"
        : name + (platform.outer().isEmpty() ? "" : ", in a VM on " + platform.outer());
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
      Remedy remedy = reading.remedy(probe.platform());
      if (remedy != null) {
        page.entry("", SOURCE_INDENT, "-> " + remedy.step(probe.platform()), Page.Style.NOTABLE);
      }
    }
  }

  private static String verdict(Probe probe) {
    Telling telling = probe.telling();
    String names = Telling.names(telling.identifiers());
    switch (telling.wouldNotice()) {
      case HOST:
        return "The agent would notice a move of this VM, by " + names + ".";
      case EVENT:
        return "The agent would notice a move of this VM, by "
            + names
            + "."
            + (announces(telling) ? " Its network device announces itself after each move." : "")
            + " To which host is not told."
            + help(probe);
      case KIND:
        return "The agent would notice a move of this VM to another kind of host only, by "
            + names
            + ": one to a like host goes unseen."
            + help(probe);
      default:
        return "The agent would NOT notice a move of this VM" + why(probe) + help(probe);
    }
  }

  private static boolean announces(Telling telling) {
    for (Identifier identifier : telling.identifiers()) {
      if (identifier.name().equals(Announce.NETWORK)) {
        return true;
      }
    }
    return false;
  }

  private static String why(Probe probe) {
    if (!probe.telling().stays().isEmpty()) {
      return ", and there is none: " + probe.telling().stays() + ".";
    }
    Reading cpuid = probe.readings().get(Cpuid.NAME);
    return cpuid != null && cpuid.state() == ReadState.READABLE
        ? ": what CPUID shows is as a rule pinned for a VM's life, and nothing else tells."
        : ": nothing here tells of the host.";
  }

  /** What can be done in the VM, and on its host where that may be one's own. */
  private static String help(Probe probe) {
    String inVm = probe.helpInVm();
    String onHost = probe.helpOnHost();
    return (inVm == null ? "" : " What would help: " + inVm + ".")
        + (onHost == null ? "" : " What the host's operator can do: " + onHost + ".");
  }
}
