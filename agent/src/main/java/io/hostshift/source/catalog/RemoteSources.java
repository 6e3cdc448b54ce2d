package io.hostshift.source.catalog;

import io.hostshift.base.BackOff;
import io.hostshift.base.Selection;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.source.Source;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.firmware.Dmi;
import io.hostshift.source.firmware.DmiTable;
import io.hostshift.source.metadata.Clouds;
import io.hostshift.source.metadata.Endpoint;
import io.hostshift.source.metadata.MetadataChoice;
import io.hostshift.source.metadata.MetadataEndpoints;
import io.hostshift.source.metadata.MetadataSource;
import io.hostshift.source.process.ChildProcess;
import io.hostshift.source.process.OperatorCommand;
import io.hostshift.source.process.ProgramPath;
import io.hostshift.source.process.VmwareTools;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The sources beyond this machine's own files: metadata services and child processes. Which of them
 * there are depends on what the local sources have said, or on who asks for them by name.
 */
public final class RemoteSources {
  /** As in configuration. */
  static final List<String> NAMES = names();

  private static final String SAFE_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

  private final Selection selection;
  private final MetadataChoice metadata;
  private final List<String> command;
  private final boolean live;
  private DmiTable dmi = DmiTable.EMPTY;

  /**
   * @param selection the sources that are wanted
   * @param command the operator's program and its arguments; null for none
   * @param live whether this is the guest itself
   */
  public RemoteSources(
      Selection selection, MetadataChoice metadata, List<String> command, boolean live) {
    this.selection = selection;
    this.metadata = metadata;
    this.command = command;
    this.live = live;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(MetadataSource.NAMES);
    names.addAll(Arrays.asList("vmware", "command"));
    return Collections.unmodifiableList(names);
  }

  /**
   * @param profile with what CPUID has said
   */
  public List<Source> sources(HostProfile profile) {
    if (live) {
      Dmi tables = new Dmi(new GuestFiles(new File("/")));
      tables.read(null);
      dmi = tables.table();
    }
    List<Source> sources = new ArrayList<>(services());
    if (live && selection.wants("vmware") && (selection.names("vmware") || onVmware(profile))) {
      ChildProcess child =
          new ChildProcess(Collections.<String, String>emptyMap(), VmwareTools.LIMIT_NANOS);
      sources.add(
          new VmwareTools(
              ProgramPath.usualAnd(System.getenv("PATH")), child, new BackOff(Math::random)));
    }
    if (command != null && selection.wants("command")) {
      sources.add(operatorCommand());
    }
    return sources;
  }

  private boolean onVmware(HostProfile profile) {
    Identifier hypervisor = profile.identifier("cpuid.hypervisor");
    return Clouds.vmware(dmi) || (hypervisor != null && hypervisor.value().equals("VMwareVMware"));
  }

  private List<Source> services() {
    Map<String, Endpoint> endpoints = MetadataEndpoints.of(metadata, selection, dmi, live);
    List<Source> services = new ArrayList<>();
    for (Map.Entry<String, Endpoint> cloud : endpoints.entrySet()) {
      if (selection.wants(cloud.getKey())) {
        services.add(
            MetadataSource.of(cloud.getKey(), cloud.getValue(), System::nanoTime, Math::random));
      }
    }
    return services;
  }

  /** The command gets none of the JVM's environment, where secrets may be. */
  private Source operatorCommand() {
    ChildProcess child =
        new ChildProcess(Collections.singletonMap("PATH", SAFE_PATH), OperatorCommand.LIMIT_NANOS);
    return new OperatorCommand(command, child, new BackOff(Math::random));
  }
}
