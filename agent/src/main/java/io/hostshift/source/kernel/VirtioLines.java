package io.hostshift.source.kernel;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The virtio devices that announce themselves, and the interrupts by which that is counted. */
final class VirtioLines {
  private static final int LIMIT = 64 * 1024;

  /** Changes of the link come by the same interrupt as announcements. */
  private static final String CONFIGURATION = "-config";

  /** Nothing but a reset of the transport. */
  private static final String EVENT = "-event";

  /** One interrupt is one reset, however late it is counted; an open of a file costs each time. */
  private static final int READS_PER_EVENTS = 16;

  private final GuestFiles files;
  private final File folder;
  private final Map<String, CountedDevice> counted = new HashMap<>();
  private final Map<String, InterruptLine> events = new HashMap<>();
  private List<String> names = Collections.emptyList();
  private List<VirtioDevice> network = Collections.emptyList();
  private List<VirtioDevice> vsock = Collections.emptyList();
  private boolean incomplete = true;
  private int readsUntilEvents;

  VirtioLines(GuestFiles files) {
    this.files = files;
    this.folder = files.at(VirtioDevice.FOLDER);
  }

  /** Looks for devices that came, went, or have another interrupt. Whether it found any such. */
  boolean scan(long now) {
    if (names.isEmpty() && !incomplete && !folder.exists()) {
      return false;
    }
    List<String> present = files.names(VirtioDevice.FOLDER);
    if (!incomplete && present.equals(names) && linksStay()) {
      return false;
    }
    names = present;
    network = VirtioDevice.of(files, VirtioDevice.NETWORK);
    vsock = VirtioDevice.of(files, VirtioDevice.VSOCK);
    Map<String, String> numbers =
        network.isEmpty() && vsock.isEmpty() ? Collections.<String, String>emptyMap() : numbers();
    letGo();
    counted.keySet().retainAll(names(network));
    events.keySet().retainAll(names(vsock));
    incomplete = false;
    for (VirtioDevice device : network) {
      CountedDevice known = counted.get(device.name());
      if (known == null || known.line().lost()) {
        InterruptLine line = line(numbers, device, CONFIGURATION);
        counted.put(device.name(), new CountedDevice(line, now));
      }
    }
    for (VirtioDevice device : vsock) {
      InterruptLine known = events.get(device.name());
      if (known == null || known.lost()) {
        events.put(device.name(), line(numbers, device, EVENT));
      }
    }
    return true;
  }

  private InterruptLine line(Map<String, String> numbers, VirtioDevice device, String suffix) {
    String action = device.name() + suffix;
    String number = numbers.get(action);
    return number == null ? InterruptLine.none() : new InterruptLine(files, number, action);
  }

  private static Collection<String> names(List<VirtioDevice> devices) {
    List<String> names = new ArrayList<>();
    for (VirtioDevice device : devices) {
      names.add(device.name());
    }
    return names;
  }

  /** Whether each link is still in this namespace, and named as it was. */
  private boolean linksStay() {
    for (VirtioDevice device : network) {
      if (!device.link().isEmpty() && !files.exists(VirtioDevice.LINKS + "/" + device.link())) {
        return false;
      }
    }
    return true;
  }

  /** Of the interrupts, by what they are for. */
  private Map<String, String> numbers() {
    Map<String, String> numbers = new HashMap<>();
    for (String number : files.names(InterruptLine.FOLDER)) {
      GuestFile actions = files.file(InterruptLine.FOLDER + "/" + number + "/actions", LIMIT);
      actions.refresh();
      numbers.put(actions.text(), number);
    }
    return numbers;
  }

  /**
   * Counts once.
   *
   * @param heard whether the kernel's messages tell of the links of this namespace
   */
  void read(Announcements announced, Announcements reset, boolean heard, long now) {
    for (int i = 0; i < network.size(); i++) {
      VirtioDevice device = network.get(i);
      CountedDevice counting = counted.get(device.name());
      counting.read(announced, heard && device.ownNamespace(), now);
      incomplete |= counting.line().lost() && !counting.line().never();
    }
    if (--readsUntilEvents <= 0) {
      readsUntilEvents = files.live() ? READS_PER_EVENTS : 1;
      readEvents(reset, now);
    }
  }

  private void readEvents(Announcements reset, long now) {
    for (int i = 0; i < vsock.size(); i++) {
      InterruptLine line = events.get(vsock.get(i).name());
      if (line.rise() > 0) {
        reset.at(now);
      }
      incomplete |= line.lost() && !line.never();
    }
  }

  /** Closes what it keeps open; what is read again is opened again. */
  void letGo() {
    counted.values().forEach(device -> device.line().close());
    events.values().forEach(InterruptLine::close);
  }

  boolean undecided(long now) {
    for (int i = 0; i < network.size(); i++) {
      if (counted.get(network.get(i).name()).undecided(now)) {
        return true;
      }
    }
    return false;
  }

  List<VirtioDevice> network() {
    return network;
  }

  List<VirtioDevice> vsock() {
    return vsock;
  }

  /** Whether its announcements can be counted. */
  boolean counts(VirtioDevice device) {
    CountedDevice counting = counted.get(device.name());
    InterruptLine line = counting == null ? events.get(device.name()) : counting.line();
    return !line.lost();
  }
}
