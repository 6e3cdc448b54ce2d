package io.hostshift.notice;

import io.hostshift.host.MigrationModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A channel that one JVM of the guest asks, while the others read what it was told. When that one
 * ends, the next takes over. Who answers is decided in the same way among those that may, and what
 * was answered is written down before it is sent, so that nothing is answered twice.
 */
public final class SharedChannel implements Channel {
  /** Somebody writes at least this often, except in the longest rest after failures. */
  private static final long FRESH_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int MOST_ANSWERED = 200;

  private final Channel channel;
  private final GuestFolder folder;
  private final LongSupplier millis;
  private final String noticesFile;
  private final String answeredFile;
  private final GuestLock asking;
  private final GuestLock answering;
  private boolean took;
  private String written;

  /**
   * @param channel asked while this JVM is the one that asks
   * @param where tells services apart, such as their address
   * @param millis the clock of the epoch
   */
  public SharedChannel(Channel channel, String where, GuestFolder folder, LongSupplier millis) {
    this.channel = channel;
    this.folder = folder;
    this.millis = millis;
    String name = channel.name() + "@" + where;
    noticesFile = name + ".notices";
    answeredFile = name + ".answered";
    asking = folder.lock(name + ".asking");
    answering = folder.lock(name + ".answering");
  }

  @Override
  public String name() {
    return channel.name();
  }

  @Override
  public MigrationModel model() {
    return channel.model();
  }

  @Override
  public List<Notice> read() throws IOException {
    took = asking.held() || takeOver();
    if (!took) {
      return answered(fresh());
    }
    List<Notice> notices = channel.read();
    String lines = NoticeLines.write(notices);
    if (lines.equals(written)) {
      folder.touch(noticesFile, millis.getAsLong());
    } else {
      folder.write(noticesFile, lines);
      written = lines;
    }
    return answered(notices);
  }

  private boolean takeOver() throws IOException {
    if (!asking.take()) {
      return false;
    }
    channel.resume(fresh());
    written = null;
    return true;
  }

  private List<Notice> fresh() throws IOException {
    boolean fresh = millis.getAsLong() - folder.writtenMillis(noticesFile) < FRESH_MILLIS;
    return fresh ? NoticeLines.parse(folder.read(noticesFile)) : new ArrayList<>();
  }

  private List<Notice> answered(List<Notice> notices) throws IOException {
    List<String> keys = answers();
    List<Notice> marked = new ArrayList<>();
    for (Notice notice : notices) {
      marked.add(notice.but().acknowledged(keys.contains(notice.key())).build());
    }
    return marked;
  }

  private List<String> answers() throws IOException {
    return new ArrayList<>(folder.lines(answeredFile));
  }

  /**
   * Whether it is this JVM that is to answer, among those that may. Nobody does where others cannot
   * be heard; that is looked at anew.
   */
  public boolean answers(Notice notice) throws IOException {
    folder.look();
    return !folder.isEmpty() && answering.take() && !answers().contains(notice.key());
  }

  @Override
  public void acknowledge(Notice notice) throws IOException {
    List<String> before = answers();
    List<String> after = new ArrayList<>(before);
    after.add(notice.key());
    folder.write(answeredFile, text(after));
    try {
      channel.acknowledge(notice);
    } catch (NoticeUnansweredException e) {
      folder.write(answeredFile, text(before));
      throw e;
    }
  }

  private static String text(List<String> keys) {
    int from = Math.max(0, keys.size() - MOST_ANSWERED);
    return String.join("\n", keys.subList(from, keys.size()));
  }

  @Override
  public long restNanos() {
    return took ? channel.restNanos() : LOOK_NANOS;
  }

  @Override
  public void interrupt() {
    channel.interrupt();
  }

  @Override
  public void close() {
    channel.close();
    asking.close();
    answering.close();
  }
}
