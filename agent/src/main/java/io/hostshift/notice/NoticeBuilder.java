package io.hostshift.notice;

import io.hostshift.base.OneLine;
import java.util.Locale;

/** Builds a notice; what nobody sets stays unknown. */
public final class NoticeBuilder {
  private static final int MOST_CHARACTERS = 256;

  final String channel;
  final String id;
  NoticeKind kind = NoticeKind.MAINTENANCE;
  Phase phase = Phase.ANNOUNCED;
  String text = "";
  long heardAtMillis;
  long notBeforeMillis;
  long limitMillis;
  long expectUntilMillis;
  int durationSeconds = -1;
  String obstacle = "";
  boolean acknowledged;
  boolean simulated;
  boolean withdrawn;
  long event;

  /**
   * @param channel such as {@code azure}
   * @param id unique within the channel
   */
  public NoticeBuilder(String channel, String id) {
    this.channel = channel;
    this.id = plain(id);
  }

  NoticeBuilder(Notice from) {
    channel = from.channel();
    id = from.id();
    kind = from.kind();
    phase = from.phase();
    text = from.text();
    heardAtMillis = from.heardAtMillis();
    notBeforeMillis = from.notBeforeMillis();
    limitMillis = from.limitMillis();
    expectUntilMillis = from.expectUntilMillis();
    durationSeconds = from.durationSeconds();
    obstacle = from.obstacle();
    acknowledged = from.acknowledged();
    simulated = from.simulated();
    withdrawn = from.withdrawn();
    event = from.event();
  }

  public NoticeBuilder kind(NoticeKind announced) {
    kind = announced;
    return this;
  }

  public NoticeBuilder phase(Phase reached) {
    phase = reached;
    return this;
  }

  NoticeBuilder withdrawn(boolean gone) {
    withdrawn = gone;
    return this;
  }

  public NoticeBuilder text(String words) {
    text = plain(words);
    return this;
  }

  public NoticeBuilder heardAt(long epochMillis) {
    heardAtMillis = epochMillis;
    return this;
  }

  /** 0 if unknown. */
  public NoticeBuilder notBefore(long epochMillis) {
    notBeforeMillis = epochMillis;
    return this;
  }

  /** Until when the hypervisor waits for an answer. */
  public NoticeBuilder limit(long epochMillis) {
    limitMillis = epochMillis;
    return this;
  }

  public NoticeBuilder expectUntil(long epochMillis) {
    expectUntilMillis = epochMillis;
    return this;
  }

  /** Of the standstill; -1 if unknown. */
  public NoticeBuilder duration(int seconds) {
    durationSeconds = seconds;
    return this;
  }

  /** Why it must not be acknowledged; empty if it may be. */
  public NoticeBuilder obstacle(String reason) {
    obstacle = plain(reason);
    return this;
  }

  public NoticeBuilder acknowledged(boolean answered) {
    acknowledged = answered;
    return this;
  }

  public NoticeBuilder simulated(boolean played) {
    simulated = played;
    return this;
  }

  /** The event that followed. */
  public NoticeBuilder event(long sequence) {
    event = sequence;
    return this;
  }

  public Notice build() {
    return new Notice(this);
  }

  /** What a service says may hold anything; it goes into logs and lines. */
  private static String plain(String words) {
    String trimmed = words == null ? "" : words.trim();
    int length = Math.min(trimmed.length(), MOST_CHARACTERS);
    return OneLine.of(trimmed.substring(0, length), ' ');
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s:%s %s", channel, id, phase);
  }
}
