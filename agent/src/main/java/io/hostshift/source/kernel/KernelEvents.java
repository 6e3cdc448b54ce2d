package io.hostshift.source.kernel;

import io.hostshift.base.AgentThread;
import io.hostshift.base.SteadyLoop;
import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.Alarm;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.NetlinkSocket;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Listens to the kernel for hints that the VM may have moved, and asks for an immediate poll; a
 * hint is never evidence. A new VM generation is counted besides, and what links announce is passed
 * on.
 *
 * <p>A thread that sleeps in the kernel, because a hint that waits for the next poll would be none.
 * It costs no processor time while nothing comes, and loads JNA by itself where CPUID has not done
 * so already.
 */
public final class KernelEvents extends SteadyLoop {
  /** A link tells its peers where it is. */
  public static final String NOTIFY_PEERS = "a network link announced itself";

  /** A processor came or went. */
  public static final String PROCESSORS = "a processor came or went";

  /** The hypervisor has given the VM another generation. */
  public static final String GENERATION = "the VM has a new generation ID";

  /** Messages were lost, so any of these may have happened. */
  public static final String OVERRUN = "the kernel had to drop messages";

  private static final int UEVENT_GROUP = 1;
  private static final int LINK_GROUP = 1;

  /** A kernel's message has at most a few hundred bytes of properties, a link's some kilobytes. */
  private static final int MOST_BYTES = 32 * 1024;

  /** Hints come in bursts, one for each link or processor: those of 50 ms are one. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long WITHOUT_MEMORY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Jna jna;
  private final VmGeneration generation;
  private final Announce announce;
  private final Consumer<String> hint;
  private final byte[] message = new byte[MOST_BYTES];
  private final Thread thread;
  private volatile boolean running = true;
  private volatile Alarm alarm;
  private volatile String unavailable;
  private NetlinkSocket uevents;
  private NetlinkSocket links;
  private Throwable broken;

  private KernelEvents(Jna jna, VmGeneration generation, Announce announce, Consumer<String> hint) {
    super(WITHOUT_MEMORY_NANOS);
    this.jna = jna;
    this.generation = generation;
    this.announce = announce;
    this.hint = hint;
    thread = AgentThread.of("hostshift-netlink", this::run);
  }

  /**
   * @param announce null where nobody wants to know
   * @param hint gets a reason in words, on a thread of its own
   */
  public static KernelEvents listen(
      Jna jna, VmGeneration generation, Announce announce, Consumer<String> hint) {
    KernelEvents events = new KernelEvents(jna, generation, announce, hint);
    events.thread.start();
    return events;
  }

  private void run() {
    try (Alarm end = Alarm.set(jna);
        NetlinkSocket events =
            NetlinkSocket.open(jna, NetlinkSocket.KOBJECT_UEVENT, UEVENT_GROUP)) {
      alarm = end;
      uevents = events;
      generation.listening();
      try (NetlinkSocket changes = NetlinkSocket.open(jna, NetlinkSocket.ROUTE, LINK_GROUP)) {
        links = changes;
        loop();
      }
      if (broken == null) {
        deaf("no longer listened for");
      } else {
        cannotHear(broken);
      }
    } catch (UnavailableException | RuntimeException | Error e) {
      cannotHear(e);
    }
  }

  private void cannotHear(Throwable why) {
    unavailable = why.getMessage();
    deaf("the kernel's events cannot be heard: " + why.getMessage());
  }

  private void deaf(String reason) {
    generation.deaf(reason);
    if (announce != null) {
      announce.deaf(reason);
    }
  }

  /**
   * Where the application has taken all memory for a moment, what comes meanwhile is heard then.
   */
  @Override
  protected void turn() {
    try {
      if (NetlinkSocket.await(alarm, uevents, links)) {
        hear();
      } else {
        running = false;
      }
    } catch (RuntimeException | LinkageError e) {
      broken = e;
      running = false;
    }
  }

  @Override
  protected boolean goesOn() {
    // Parking does not wait on a thread that somebody has interrupted.
    Thread.interrupted();
    return running;
  }

  private void hear() {
    String reason = drain(uevents, this::ueventHint);
    String other = drain(links, this::linkHint);
    reason = reason == null ? other : reason;
    if (reason != null) {
      hint.accept(reason);
      LockSupport.parkNanos(BURST_NANOS);
    }
  }

  /** What one message hints at; null for nothing. */
  private interface Hint {
    String of(int length);
  }

  /** The first hint among all messages that have come; null for none. */
  private String drain(NetlinkSocket socket, Hint hints) {
    String first = null;
    for (int length = socket.receive(message);
        length != NetlinkSocket.NOTHING && running;
        length = socket.receive(message)) {
      String found = length == NetlinkSocket.OVERRUN ? OVERRUN : null;
      if (length >= 0) {
        found = hints.of(length);
      }
      first = first == null ? found : first;
    }
    return first;
  }

  private String ueventHint(int length) {
    Uevent event = Uevent.parse(message, length);
    if (event == null) {
      return null;
    }
    if (event.newGeneration()) {
      generation.renewed();
      return GENERATION;
    }
    return event.processors() ? PROCESSORS : null;
  }

  private String linkHint(int length) {
    String hint = null;
    for (LinkMessage link : RouteMessages.links(message, length, ByteOrder.nativeOrder())) {
      hint = link.notifiesPeers() ? NOTIFY_PEERS : hint;
      if (announce != null) {
        announce.heard(link);
      }
    }
    return hint;
  }

  /** Why nothing can be heard; null if it can, or it is not yet known. */
  public String unavailable() {
    return unavailable;
  }

  /** Ends the thread soon; does not wait for it. */
  public void stop() {
    running = false;
    Alarm end = alarm;
    if (end != null) {
      end.ring();
    }
  }

  public long threadId() {
    return thread.getId();
  }
}
