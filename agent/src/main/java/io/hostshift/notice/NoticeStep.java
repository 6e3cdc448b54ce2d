package io.hostshift.notice;

import io.hostshift.base.BackOff;
import io.hostshift.base.FileFault;
import io.hostshift.host.MigrationModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One channel, and when it is due: read, say what is new, answer what waits. Stepped on a thread of
 * its own, since a channel may have to wait.
 */
public final class NoticeStep {
  /** Between two looks at whether everybody is ready. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Channel channel;
  private final Answering answering;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private final BackOff reading;
  private final BackOff telling;
  private final Consumer<List<Notice>> news;
  private final Consumer<String> complaints;
  private final Listing listing = new Listing();
  private long dueNanos;
  private long tellNanos;
  private boolean readingComplained;
  private boolean tellingComplained;
  private volatile boolean heard;

  /**
   * @param nanos the clock for waiting
   * @param millis the clock of the epoch
   * @param backOffs a new one each
   * @param news gets what is new, in order
   * @param complaints gets one line when the channel fails, and no other until it has worked
   */
  public NoticeStep(
      Channel channel,
      Answering answering,
      LongSupplier nanos,
      LongSupplier millis,
      java.util.function.Supplier<BackOff> backOffs,
      Consumer<List<Notice>> news,
      Consumer<String> complaints) {
    this.channel = channel;
    this.answering = answering;
    this.nanos = nanos;
    this.millis = millis;
    this.reading = backOffs.get();
    this.telling = backOffs.get();
    this.news = news;
    this.complaints = complaints;
    this.dueNanos = nanos.getAsLong();
    this.tellNanos = dueNanos;
  }

  public String name() {
    return channel.name();
  }

  /** How moves are announced here, as long as it works. */
  public MigrationModel model() {
    return heard ? channel.model() : MigrationModel.TRANSPARENT;
  }

  /**
   * One step.
   *
   * @return after how many nanoseconds the next is due
   */
  public long take() {
    if (nanos.getAsLong() - dueNanos >= 0) {
      read();
    }
    boolean waits = answer();
    long untilDue = Math.max(0, dueNanos - nanos.getAsLong());
    return waits ? Math.min(untilDue, LOOK_NANOS) : untilDue;
  }

  private void read() {
    try {
      say(listing.update(channel.read(), millis.getAsLong()));
      reading.succeeded();
      heard = true;
      readingComplained = false;
      dueNanos = nanos.getAsLong() + channel.restNanos();
    } catch (IOException e) {
      heard = false;
      reading.failed();
      dueNanos = nanos.getAsLong() + reading.restNanos();
      if (!readingComplained) {
        readingComplained = true;
        complaints.accept("no notices from " + name() + " for now: " + FileFault.words(e));
      }
    }
  }

  private void say(List<Notice> changes) {
    if (!changes.isEmpty()) {
      news.accept(changes);
    }
  }

  /** Whether anything waits for an answer. */
  private boolean answer() {
    Collection<Notice> open = listing.open();
    boolean waits = false;
    try {
      answering.publish(open);
      for (Notice notice : open) {
        waits |= notice.waits();
        boolean due = nanos.getAsLong() - tellNanos >= 0;
        if (due && answering.due(notice, millis.getAsLong())) {
          tell(notice);
        }
      }
    } catch (IOException e) {
      complainOfTelling(" is not answered for now: " + FileFault.words(e));
    }
    return waits;
  }

  private void complainOfTelling(String what) {
    if (!tellingComplained) {
      tellingComplained = true;
      complaints.accept(name() + what);
    }
  }

  /** An answer that may have arrived is not sent again: the hypervisor goes on in any case. */
  private void tell(Notice notice) {
    try {
      channel.acknowledge(notice);
      tellingComplained = false;
    } catch (NoticeUnansweredException e) {
      telling.failed();
      tellNanos = nanos.getAsLong() + telling.restNanos();
      complainOfTelling(" could not be answered, and is answered later: " + FileFault.words(e));
      return;
    } catch (IOException e) {
      complainOfTelling(" was answered, and has not confirmed it: " + FileFault.words(e));
    }
    telling.succeeded();
    Notice answered = listing.acknowledged(notice.key());
    if (answered != null) {
      say(new ArrayList<>(Collections.singletonList(answered)));
    }
  }

  /** Ends a read that waits for news; from any thread. */
  public void interrupt() {
    channel.interrupt();
  }

  /** Takes back what is registered; on the thread of the steps, at its end. */
  public void close() {
    channel.close();
  }
}
