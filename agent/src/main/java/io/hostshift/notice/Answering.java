package io.hostshift.notice;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Decides when the hypervisor is answered: when all that may ask for time are ready. */
public final class Answering {
  private final Readiness readiness;
  private final Members members;
  private final SharedChannel shared;
  private final boolean allowed;

  private Answering(Readiness readiness, Members members, SharedChannel shared, boolean allowed) {
    this.readiness = readiness;
    this.members = members;
    this.shared = shared;
    this.allowed = allowed;
  }

  /** Each JVM answers for itself. */
  public static Answering forItself(Readiness readiness, boolean allowed) {
    return new Answering(readiness, null, null, allowed);
  }

  /** Nobody answers. */
  public static Answering never(Readiness readiness) {
    return new Answering(readiness, null, null, false);
  }

  /** One JVM answers for all. */
  public static Answering forAll(
      Readiness readiness, Members members, SharedChannel shared, boolean allowed) {
    return new Answering(readiness, members, shared, allowed);
  }

  /** Tells the other JVMs what this one is ready for. */
  void publish(Collection<Notice> open) throws IOException {
    if (members == null) {
      return;
    }
    Set<String> keys = new TreeSet<>();
    for (Notice notice : open) {
      if (readiness.isReady(notice)) {
        keys.add(notice.key());
      }
    }
    members.ready(keys);
  }

  /** Whether this JVM is to answer this notice now. */
  boolean due(Notice notice, long nowMillis) throws IOException {
    return allowed
        && notice.waits()
        && nowMillis < notice.limitMillis()
        && readiness.isReady(notice)
        && (members == null || shared.answers(notice) && members.othersReady(notice.key()));
  }
}
