package io.hostshift.source.kernel;

/** What the kernel says of one network link. Immutable. */
final class LinkMessage {
  private static final int UP = 1;
  private static final int NOTIFY_PEERS = 4;

  private final int index;
  private final String name;
  private final int flags;
  private final int change;
  private final int event;
  private final String bus;

  /**
   * @param flags those that are set now
   * @param change those of them that are other than before
   * @param event as in if_link.h; 0 for none
   * @param bus that the link's device is on; empty where that is not said
   */
  LinkMessage(int index, String name, int flags, int change, int event, String bus) {
    this.index = index;
    this.name = name;
    this.flags = flags;
    this.change = change;
    this.event = event;
    this.bus = bus;
  }

  /** Names the link within its namespace, also where it is renamed. */
  int index() {
    return index;
  }

  /** Such as {@code eth0}; empty if it is not said. */
  String name() {
    return name;
  }

  /** Such as {@code virtio}; empty for what is no device, and from kernels before Linux 5.14. */
  String bus() {
    return bus;
  }

  /** Whether it tells its peers anew where it is. */
  boolean notifiesPeers() {
    return event == NOTIFY_PEERS;
  }

  /** Whether somebody has just set it up. */
  boolean setUp() {
    return (change & flags & UP) != 0;
  }

  /** Whether somebody has just set it down. */
  boolean setDown() {
    return (change & ~flags & UP) != 0;
  }
}
