package io.hostshift.report;

import io.hostshift.base.LineFile;
import io.hostshift.base.Log;
import io.hostshift.base.Scribe;
import io.hostshift.base.Trouble;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file to which each event is appended as a JSON line once it has settled; nobody waits for a
 * disk that hangs.
 */
public final class Journal implements ReportListener {
  private final LineFile file;
  private final Trouble trouble;
  private final Scribe scribe;
  private boolean failed;

  /**
   * @param mostBytes the size at which it is rotated
   */
  public Journal(Path file, long mostBytes, Log log) {
    this.file = new LineFile(file, mostBytes);
    this.trouble = new Trouble(log);
    this.scribe =
        new Scribe("hostshift-journal", "the journal", "event", System::nanoTime, this::write);
  }

  /** On the agent's thread. */
  @Override
  public void settled(Report report) {
    scribe.write(EventJson.line(report));
  }

  /** One line in the log for a disk that is full or read-only, not one for each event. */
  private void write(String event) {
    try {
      file.append(event);
      failed = false;
      trouble.over();
    } catch (IOException | RuntimeException e) {
      if (!failed) {
        trouble.begins("the journal cannot be written, events stay in JMX: " + file.reason(e));
      }
      failed = true;
    }
  }

  /**
   * Appends one event, on the calling thread.
   *
   * @throws IOException if the file cannot be written
   */
  void append(Report report) throws IOException {
    file.append(EventJson.line(report));
  }

  /** Who writes it. */
  public Scribe scribe() {
    return scribe;
  }
}
