package io.hostshift.notice;

/** What a hypervisor has said of one thing to come, as far as it is known by now. Immutable. */
public final class Notice {
  private final String channel;
  private final String id;
  private final NoticeKind kind;
  private final Phase phase;
  private final String text;
  private final long heardAtMillis;
  private final long notBeforeMillis;
  private final long limitMillis;
  private final long expectUntilMillis;
  private final int durationSeconds;
  private final String obstacle;
  private final boolean acknowledged;
  private final boolean simulated;
  private final boolean withdrawn;
  private final long event;

  Notice(NoticeBuilder from) {
    channel = from.channel;
    id = from.id;
    kind = from.kind;
    phase = from.phase;
    text = from.text;
    heardAtMillis = from.heardAtMillis;
    notBeforeMillis = from.notBeforeMillis;
    limitMillis = from.limitMillis;
    expectUntilMillis = from.expectUntilMillis;
    durationSeconds = from.durationSeconds;
    obstacle = from.obstacle;
    acknowledged = from.acknowledged;
    simulated = from.simulated;
    withdrawn = from.withdrawn;
    event = from.event;
  }

  /** Names the notice among all others: channel and id. */
  public String key() {
    return channel + ":" + id;
  }

  /** Where it was heard, such as {@code azure}. */
  public String channel() {
    return channel;
  }

  /** The hypervisor's own name for it, or one made up where it gives none. */
  public String id() {
    return id;
  }

  public NoticeKind kind() {
    return kind;
  }

  public Phase phase() {
    return phase;
  }

  /** In the hypervisor's words; one line, at most 256 characters. */
  public String text() {
    return text;
  }

  /** Epoch milliseconds. */
  public long heardAtMillis() {
    return heardAtMillis;
  }

  /** Epoch milliseconds; it does not begin before, unless it is acknowledged. 0 if not said. */
  public long notBeforeMillis() {
    return notBeforeMillis;
  }

  /** Epoch milliseconds until which the hypervisor waits for an answer; 0 if it does not wait. */
  public long limitMillis() {
    return limitMillis;
  }

  /** Epoch milliseconds until which the VM may well move; 0 where it will not within an hour. */
  public long expectUntilMillis() {
    return expectUntilMillis;
  }

  /** How long the VM will stand still, as the hypervisor reckons; -1 if it does not say. */
  public int durationSeconds() {
    return durationSeconds;
  }

  /** Why it must not be acknowledged from here; empty if it may be, or nobody waits. */
  public String obstacle() {
    return obstacle;
  }

  /** Whether the hypervisor has been answered. */
  public boolean acknowledged() {
    return acknowledged;
  }

  public boolean simulated() {
    return simulated;
  }

  /**
   * Whether it went before its time without a word: it may be cancelled, and it may have taken
   * place early.
   */
  boolean withdrawn() {
    return withdrawn;
  }

  /** The sequence of the event that followed; 0 as long as there is none. */
  public long event() {
    return event;
  }

  /** Whether the hypervisor waits for an answer that can be given. */
  public boolean waits() {
    return phase == Phase.ANNOUNCED && limitMillis > 0 && !acknowledged && obstacle.isEmpty();
  }

  /** Whether the other says something new of the same thing. */
  boolean differs(Notice other) {
    return phase != other.phase
        || acknowledged != other.acknowledged
        || notBeforeMillis != other.notBeforeMillis
        || limitMillis != other.limitMillis
        || !text.equals(other.text)
        || !obstacle.equals(other.obstacle);
  }

  /** A builder with this notice's values. */
  public NoticeBuilder but() {
    return new NoticeBuilder(this);
  }

  @Override
  public String toString() {
    return key() + " " + phase;
  }
}
