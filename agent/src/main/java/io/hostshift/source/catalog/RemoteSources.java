package io.hostshift.source.catalog;

import io.hostshift.base.BackOff;
import io.hostshift.base.Selection;
import io.hostshift.host.Hypervisor;
import io.hostshift.host.Platform;
import io.hostshift.source.Source;
import io.hostshift.source.metadata.Endpoint;
import io.hostshift.source.metadata.MetadataSource;
import io.hostshift.source.process.ChildProcess;
import io.hostshift.source.process.OperatorCommand;
import io.hostshift.source.process.ProgramPath;
import io.hostshift.source.process.VmwareTools;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The sources beyond this machine's own files: metadata services and child processes. Which of them
 * there are depends on what the local sources have said, or on who asks for them by name.
 */
public final class RemoteSources {
  private final Selection selection;
  private final Map<String, Endpoint> endpoints;
  private final List<String> command;
  private final boolean live;

  /**
   * @param selection the sources that are wanted
   * @param endpoints where metadata services are asked, by the name of the cloud
   * @param command the operator's program and its arguments; null for none
   * @param live whether this is the guest itself
   */
  public RemoteSources(
      Selection selection, Map<String, Endpoint> endpoints, List<String> command, boolean live) {
    this.selection = selection;
    this.endpoints = endpoints;
    this.command = command;
    this.live = live;
  }

  /**
   * @param platform where this is
   */
  public List<Source> sources(Platform platform) {
    boolean vmware = platform.hypervisor().equals(Hypervisor.VMWARE);
    List<Source> sources = new ArrayList<>(services());
    if (live
        && selection.wants(VmwareTools.NAME)
        && (selection.names(VmwareTools.NAME) || vmware)) {
      ChildProcess child =
          new ChildProcess(Collections.<String, String>emptyMap(), VmwareTools.LIMIT_NANOS);
      sources.add(
          new VmwareTools(
              ProgramPath.usualAnd(System.getenv("PATH")), child, new BackOff(Math::random)));
    }
    if (command != null && selection.wants(OperatorCommand.NAME)) {
      sources.add(operatorCommand());
    }
    return sources;
  }

  private List<Source> services() {
    List<Source> services = new ArrayList<>();
    for (Map.Entry<String, Endpoint> cloud : endpoints.entrySet()) {
      if (selection.wants(cloud.getKey())) {
        services.add(
            MetadataSource.of(cloud.getKey(), cloud.getValue(), System::nanoTime, Math::random));
      }
    }
    return services;
  }

  private Source operatorCommand() {
    ChildProcess child = ChildProcess.ofOperator(OperatorCommand.LIMIT_NANOS);
    return new OperatorCommand(command, child, new BackOff(Math::random));
  }
}
