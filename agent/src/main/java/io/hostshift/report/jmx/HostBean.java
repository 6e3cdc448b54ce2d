package io.hostshift.report.jmx;

import io.hostshift.host.Identifier;
import io.hostshift.report.Control;
import io.hostshift.report.VmName;
import io.hostshift.watch.KnownHost;
import io.hostshift.watch.SourceStatus;
import io.hostshift.watch.Telling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** See {@link HostMXBean}. */
final class HostBean implements HostMXBean {
  private final Control control;

  HostBean(Control control) {
    this.control = control;
  }

  @Override
  public String getHypervisor() {
    return control.platform().hypervisor();
  }

  @Override
  public String getWouldNotice() {
    return Telling.of(control.profile(), control.platform()).wouldNotice().word();
  }

  @Override
  public String getMigrationModel() {
    return control.migrationModel().name();
  }

  @Override
  public double getStolenSeconds() {
    return control.stolenSeconds();
  }

  @Override
  public String getVmId() {
    return VmName.of(control.profile());
  }

  @Override
  public IdentifierView[] getVmIds() {
    return views(control.profile().vmIds());
  }

  @Override
  public Map<String, String> getVmIdsByName() {
    Map<String, String> values = new TreeMap<>();
    for (Identifier identifier : control.profile().vmIds()) {
      values.put(identifier.name(), identifier.value());
    }
    return values;
  }

  @Override
  public Map<String, String> getHostIdsByName() {
    return control.profile().host();
  }

  @Override
  public IdentifierView[] getHostIds() {
    return views(control.profile().hostIds());
  }

  private static IdentifierView[] views(List<Identifier> identifiers) {
    IdentifierView[] views = new IdentifierView[identifiers.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new IdentifierView(identifiers.get(i));
    }
    return views;
  }

  @Override
  public CapacityView getCapacity() {
    return new CapacityView(control.profile().capacity());
  }

  @Override
  public SourceView[] getSources() {
    List<SourceStatus> sources = control.sources();
    SourceView[] views = new SourceView[sources.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new SourceView(sources.get(i));
    }
    return views;
  }

  @Override
  public Map<String, SourceView> getSourcesByName() {
    Map<String, SourceView> views = new TreeMap<>();
    for (SourceStatus source : control.sources()) {
      views.put(source.name(), new SourceView(source));
    }
    return views;
  }

  @Override
  public KnownHostView[] getHistory() {
    List<KnownHost> hosts = control.hosts();
    KnownHostView[] views = new KnownHostView[hosts.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new KnownHostView(hosts.get(i));
    }
    return views;
  }
}
