package io.hostshift.report.jmx;

import io.hostshift.notice.Notice;

/** A notice, as JMX clients see it. Times in epoch milliseconds, 0 where they are not known. */
public final class NoticeView {
  private final Notice notice;

  NoticeView(Notice notice) {
    this.notice = notice;
  }

  /** Where it was heard, such as {@code azure}. */
  public String getChannel() {
    return notice.channel();
  }

  /** As the hypervisor names it. */
  public String getId() {
    return notice.id();
  }

  /** {@code MIGRATION}, {@code PAUSE}, {@code RESTART}, {@code END} or {@code MAINTENANCE}. */
  public String getKind() {
    return notice.kind().name();
  }

  /** {@code ANNOUNCED}, {@code STARTED}, {@code ENDED} or {@code CANCELLED}. */
  public String getPhase() {
    return notice.phase().name();
  }

  /** In the hypervisor's words. */
  public String getText() {
    return notice.text();
  }

  public long getHeardAtMillis() {
    return notice.heardAtMillis();
  }

  public long getNotBeforeMillis() {
    return notice.notBeforeMillis();
  }

  /** Until when the hypervisor waits for an answer; 0 if it does not. */
  public long getLimitMillis() {
    return notice.limitMillis();
  }

  /** Of the standstill; -1 if unknown. */
  public int getDurationSeconds() {
    return notice.durationSeconds();
  }

  /** Why it is not acknowledged from here; empty if nothing forbids it. */
  public String getObstacle() {
    return notice.obstacle();
  }

  public boolean isAcknowledged() {
    return notice.acknowledged();
  }

  /** The sequence of the event that followed; 0 if there is none. */
  public long getEvent() {
    return notice.event();
  }

  public boolean isSimulated() {
    return notice.simulated();
  }
}
