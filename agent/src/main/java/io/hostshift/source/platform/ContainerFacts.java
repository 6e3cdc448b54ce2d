package io.hostshift.source.platform;

/** What container engines leave for those within, and what the first process was started with. */
final class ContainerFacts {
  private static final String[][] THERE = {
    {"file.dockerenv", ".dockerenv"},
    {"file.dockerenv", ".dockerinit"},
    {"file.containerenv", "run/.containerenv"},
    {"file.kubernetes", "var/run/secrets/kubernetes.io"},
    {"file.kubernetes", "run/secrets/kubernetes.io"},
    {"file.vz", "proc/vz"},
    {"file.bc", "proc/bc"},
  };

  /** The first is the best, since it is made by the manager itself. */
  private static final String[] MANAGERS = {"run/host/container-manager", "run/systemd/container"};

  private final FoundFacts facts;

  ContainerFacts(FoundFacts facts) {
    this.facts = facts;
  }

  void find() {
    for (String[] there : THERE) {
      facts.putIfThere(there[0], there[1]);
    }
    facts.putText("cgroup", "proc/self/cgroup");
    facts.putText("kernel", "proc/sys/kernel/osrelease");
    facts.putText("kernel.version", "proc/version");
    facts.putLines("status", "proc/self/status", ":", "VxID");
    // Its variables are told apart before a space in one of them could be taken for an end.
    for (String variable : facts.strings("proc/1/environ")) {
      variable(variable, "container", "manager");
      variable(variable, "product_name", "environ.product_name");
    }
    for (int i = MANAGERS.length - 1; i >= 0; i--) {
      facts.putText("manager", MANAGERS[i]);
    }
  }

  private void variable(String variable, String name, String fact) {
    if (variable.startsWith(name + "=")) {
      facts.put(fact, variable.substring(name.length() + 1));
    }
  }
}
