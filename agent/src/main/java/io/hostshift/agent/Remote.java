package io.hostshift.agent;

import io.hostshift.base.BackOff;
import io.hostshift.base.Log;
import io.hostshift.config.Configuration;
import io.hostshift.config.Key;
import io.hostshift.config.Selection;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.source.Source;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.firmware.Dmi;
import io.hostshift.source.firmware.DmiTable;
import io.hostshift.source.metadata.Clouds;
import io.hostshift.source.metadata.Endpoint;
import io.hostshift.source.metadata.MetadataSource;
import io.hostshift.source.process.Arguments;
import io.hostshift.source.process.ChildProcess;
import io.hostshift.source.process.OperatorCommand;
import io.hostshift.source.process.ProgramPath;
import io.hostshift.source.process.VmwareTools;
import io.hostshift.source.processor.Cpuid;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The sources beyond this machine's own files: metadata services and child processes. Which of them
 * there are depends on what the local sources have said, or on who asks for them by name.
 */
final class Remote {
  private static final String SAFE_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

  private final Configuration configuration;
  private final Log log;
  private final Selection selection;
  private final boolean live;
  private DmiTable dmi = DmiTable.EMPTY;

  Remote(Configuration configuration, Log log) {
    this.configuration = configuration;
    this.log = log;
    this.selection = configuration.selection(Key.SOURCES);
    this.live = configuration.text(Key.ROOT).equals("/");
  }

  /**
   * @param profile with what CPUID has said
   */
  List<Source> sources(HostProfile profile) {
    if (live) {
      Dmi tables = new Dmi(new GuestFiles(new File("/")));
      tables.read(null);
      dmi = tables.table();
    }
    List<Source> sources = new ArrayList<>(services());
    if (live
        && selection.wants(VmwareTools.NAME)
        && (selection.names(VmwareTools.NAME) || onVmware(profile))) {
      ChildProcess child =
          new ChildProcess(Collections.<String, String>emptyMap(), VmwareTools.LIMIT_NANOS);
      sources.add(
          new VmwareTools(
              ProgramPath.usualAnd(System.getenv("PATH")), child, new BackOff(Math::random)));
    }
    Source command = command();
    if (command != null) {
      sources.add(command);
    }
    return sources;
  }

  private boolean onVmware(HostProfile profile) {
    Identifier hypervisor = profile.identifier(Cpuid.HYPERVISOR);
    return Clouds.vmware(dmi) || (hypervisor != null && hypervisor.value().equals("VMwareVMware"));
  }

  private List<Source> services() {
    Map<String, Endpoint> endpoints = MetadataEndpoints.of(configuration, dmi, live);
    List<Source> services = new ArrayList<>();
    for (Map.Entry<String, Endpoint> cloud : endpoints.entrySet()) {
      if (selection.wants(cloud.getKey())) {
        services.add(
            MetadataSource.of(cloud.getKey(), cloud.getValue(), System::nanoTime, Math::random));
      }
    }
    return services;
  }

  /**
   * Null if there is none. The command gets none of the JVM's environment, where secrets may be.
   */
  private Source command() {
    String line = configuration.text(Key.COMMAND);
    if (line == null || !selection.wants(OperatorCommand.NAME)) {
      return null;
    }
    try {
      ChildProcess child =
          new ChildProcess(
              Collections.singletonMap("PATH", SAFE_PATH), OperatorCommand.LIMIT_NANOS);
      return new OperatorCommand(Arguments.split(line), child, new BackOff(Math::random));
    } catch (IllegalArgumentException e) {
      log.error(configuration.place(Key.COMMAND) + ": command is not run: " + e.getMessage());
      return null;
    }
  }
}
