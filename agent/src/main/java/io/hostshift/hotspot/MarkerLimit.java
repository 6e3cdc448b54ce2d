package io.hostshift.hotspot;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How many markers G1 may use beside the application, {@code
 * G1ConcurrentMark::_max_concurrent_workers}: the only lever that reaches one marker, which is what
 * a JVM has that is started on a small host.
 *
 * <p>Why it is safe: what belongs to each marker was made for as many as at the start and is kept.
 * All readers of the number are in the thread that drives marking. Each reads it once for a task
 * that it then starts with so many workers, so any number from 1 to that of the start is a legal
 * answer at any time. While the origin of {@code ConcGCThreads} is left as it was, G1 chooses no
 * number below it. Before each write the number is found and looked at anew, and it is written by
 * one aligned store.
 */
public final class MarkerLimit implements Markers {
  private static final int TRIES = 3;
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final VmFlag concGcThreads;
  private final MarkerFinder finder;
  private final ProcessMemory memory;
  private final MemoryPen pen;
  private final int atStart;
  private long address;

  /**
   * @param concGcThreads what the JVM has made as many as
   */
  MarkerLimit(VmFlag concGcThreads, MarkerFinder finder, ProcessMemory memory, MemoryPen pen)
      throws UnavailableException {
    this.concGcThreads = concGcThreads;
    this.finder = finder;
    this.memory = memory;
    this.pen = pen;
    this.atStart = (int) concGcThreads.startValue();
    this.address = find();
  }

  /** Whether this was stressed with G1 on that processor and version of Java, and nothing broke. */
  static boolean provenOn(Architecture architecture, int version) {
    if (architecture != Architecture.X86_64) {
      return false;
    }
    switch (version) {
      case 11:
      case 17:
      case 21:
      case 25:
      case 26:
      case 27:
        return true;
      default:
        return false;
    }
  }

  @Override
  public synchronized boolean made() {
    if (address == MarkerFinder.NOT_MADE) {
      try {
        address = finder.find(atStart);
      } catch (IOException e) {
        return false; // It is being made just now.
      }
    }
    return address != MarkerFinder.NOT_MADE;
  }

  @Override
  public synchronized int limit() {
    if (!made()) {
      return atStart;
    }
    try {
      return memory.readInt(address);
    } catch (IOException e) {
      throw new IllegalStateException("the markers cannot be read any more: " + e.getMessage(), e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws DisbelievedException if the JVM says otherwise of {@code ConcGCThreads}
   * @throws UnavailableException if that is out of range, none are made, they do not look as they
   *     did, or another number was read back
   */
  @Override
  public synchronized void limitTo(int markers) throws UnavailableException {
    if (markers < 1 || markers > atStart) {
      throw new UnavailableException("the markers may be 1 to " + atStart + ", not " + markers);
    }
    concGcThreads.believe();
    if (concGcThreads.value() != atStart || concGcThreads.origin() != Origin.ERGONOMIC) {
      // With DEFAULT G1 would choose by a rule that may come to more than the limit.
      throw new UnavailableException("ConcGCThreads is not as the JVM has chosen it");
    }
    long now = find();
    if (now == MarkerFinder.NOT_MADE) {
      throw new UnavailableException("G1 has made no markers yet");
    }
    if (address != MarkerFinder.NOT_MADE && address != now) {
      throw new UnavailableException("the markers are no longer where they were found");
    }
    address = now;
    pen.putInt(
        new NamedWrite("markers", String.valueOf(markers), markers == atStart), address, markers);
    if (limit() != markers) {
      throw new UnavailableException("the markers are " + limit() + " after writing " + markers);
    }
  }

  /** G1 may make a thread just now, and its numbers then differ for a moment. */
  private long find() throws UnavailableException {
    for (int tried = 1; ; tried++) {
      try {
        return finder.find(atStart);
      } catch (UnavailableException e) {
        if (tried == TRIES) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_NANOS);
      } catch (IOException e) {
        throw new UnavailableException("the markers cannot be found: " + e.getMessage(), e);
      }
    }
  }
}
