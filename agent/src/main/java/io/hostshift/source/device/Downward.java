package io.hostshift.source.device;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.Refusal;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What vhostmd or KubeVirt ("downward metrics") tells a guest of its host: above all the host's
 * name. Through a virtio port, or through a disk that an operator names, as in {@code
 * downward:vdb}. Both are root's alone unless a udev rule opens them.
 *
 * <p>At most one request a second: KubeVirt allows no more. So the two equal answers that a
 * difference needs are a second apart, and are waited for here.
 */
public final class Downward implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "downward";

  public static final Traits TRAITS =
      Traits.named(NAME)
          .givenByPeople()
          .namesHostBest("HostName")
          .tellsLittleBy("VirtualizationVendor");

  private static final long NANOS_PER_REQUEST = TimeUnit.SECONDS.toNanos(1);

  private static final Remedy OPEN =
      Remedy.of("chmod a+rw /dev/virtio-ports/" + MetricsPort.NAME).byRoot();

  private static final Remedy[] OFFER = {
    Remedy.of("downwardMetrics: {} below spec.template.spec.domain.devices of the VirtualMachine")
        .in("KubeVirt"),
    Remedy.onHost("vdsm-hook-vhostmd, and the VM's property sap_agent=true").in("oVirt")
  };

  /** One request. */
  interface Transport {
    Reading ask();
  }

  private final Transport transport;
  private final boolean blocking;
  private final LongSupplier nanos;
  private long askedNanos;
  private Reading unconfirmed;

  /**
   * @param blocking whether a request may have to wait
   */
  Downward(Transport transport, boolean blocking, LongSupplier nanos) {
    this.transport = transport;
    this.blocking = blocking;
    this.nanos = nanos;
  }

  /**
   * Through the port, if there is one now.
   *
   * @param nanos a clock
   */
  public static Downward port(GuestFiles files, LongSupplier nanos) {
    String path = MetricsPort.find(files);
    if (path == null) {
      Reading absent =
          Reading.absent("no virtio port is named " + MetricsPort.NAME).helpedBy(OFFER);
      return new Downward(() -> absent, false, nanos);
    }
    if (!files.live()) {
      GuestFile copy = files.file(path, MetricsPort.LIMIT);
      return new Downward(() -> fromFile(copy, false), false, nanos);
    }
    File device = new File("/" + path);
    MetricsPort port = new MetricsPort(device);
    return new Downward(() -> fromPort(port, device), true, nanos);
  }

  /**
   * Through a disk.
   *
   * @param disk as in /dev, such as {@code vdb}
   */
  public static Downward disk(GuestFiles files, String disk, LongSupplier nanos) {
    if (!disk.matches("[A-Za-z0-9_-]+")) {
      Reading misnamed = Reading.failed("no disk has such a name: " + disk);
      return new Downward(() -> misnamed, false, nanos);
    }
    GuestFile file = files.blockDevice("dev/" + disk, MetricsDisk.MOST);
    return new Downward(() -> fromFile(file, true), true, nanos);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public boolean blocking() {
    return blocking;
  }

  @Override
  public Reading read(Reading last) {
    long now = nanos.getAsLong();
    if (last != null && now - askedNanos < NANOS_PER_REQUEST) {
      return last;
    }
    askedNanos = now;
    Reading answer = transport.ask();
    if (answer.sameAs(last)) {
      unconfirmed = null;
      return last;
    }
    boolean differs = last != null && last.readable() && answer.readable();
    if (differs && !answer.sameAs(unconfirmed)) {
      unconfirmed = answer;
      return last;
    }
    unconfirmed = null;
    return answer;
  }

  private static Reading fromPort(MetricsPort port, File device) {
    try {
      return reading(device.getPath(), port.ask());
    } catch (IOException e) {
      Refusal refusal = Refusal.of(device, e);
      return Reading.unreadable(refusal.state(), refusal.reason())
          .helpedBy(refusal.state() == ReadState.DENIED ? OPEN : null);
    }
  }

  private static Reading fromFile(GuestFile file, boolean disk) {
    file.refresh();
    if (!file.readable()) {
      return file.unreadable();
    }
    try {
      return reading(
          file.path(), disk ? MetricsDisk.content(file.bytes(), file.length()) : file.text());
    } catch (MalformedException e) {
      return Reading.failed(file.path() + ": " + e.getMessage());
    }
  }

  private static Reading reading(String origin, String xml) {
    try {
      List<Identifier> found = identifiers(MetricsXml.parse(xml.trim()));
      return Reading.partial(found, found.isEmpty() ? origin + " names no host" : "");
    } catch (MalformedException e) {
      return Reading.failed(origin + ": " + e.getMessage());
    }
  }

  private static List<Identifier> identifiers(Map<String, String> metrics) {
    List<Identifier> found = new ArrayList<>();
    add(found, metrics, "HostName", Scope.INSTANCE);
    add(found, metrics, "VirtualizationVendor", Scope.MODEL);
    add(found, metrics, "VirtProductInfo", Scope.MODEL);
    return found;
  }

  private static void add(
      List<Identifier> found, Map<String, String> metrics, String name, Scope scope) {
    String value = metrics.get(name);
    if (value != null) {
      found.add(new Identifier(NAME + "." + name, value, scope));
    }
  }
}
