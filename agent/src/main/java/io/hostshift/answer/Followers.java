package io.hostshift.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.base.Scribe;
import io.hostshift.report.EventJson;
import io.hostshift.report.Report;
import io.hostshift.report.ReportListener;
import io.hostshift.report.Sentence;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Command lines that want to be told of each event for as long as they listen. The agent's thread
 * waits for none of the file systems that they listen at.
 */
public final class Followers implements ReportListener {
  private static final long END_MILLIS = 1000;

  // No event is as short.
  private static final String LOOK = "";
  private static final String END = "end";

  private final List<AnswerFile> followers = new ArrayList<>();
  private final Scribe scribe =
      new Scribe("hostshift-answers", "a command line", "answer", System::nanoTime, this::give);
  private volatile boolean any;
  private volatile boolean looking;

  /**
   * An event as answers have it: the event schema, and a sentence for people.
   *
   * @return one line
   */
  static String line(Report report) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      write(report, json);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  /** The same as the next value of other JSON. */
  static void write(Report report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("sentence", Sentence.of(report));
    json.writeFieldName("event");
    EventJson.write(report, json);
    json.writeEndObject();
  }

  /** From now on; those that were before are told at once. */
  synchronized void add(AnswerFile follower, List<Report> before) throws IOException {
    any = true;
    for (Report report : before) {
      follower.data(line(report));
    }
    followers.add(follower);
  }

  @Override
  public void opened(Report report, String sentence) {
    tell(report);
  }

  @Override
  public void retunedLater(Report report) {
    tell(report);
  }

  @Override
  public void settled(Report report) {
    tell(report);
  }

  private void tell(Report report) {
    if (any) {
      scribe.write(line(report));
    }
  }

  private void give(String line) {
    if (line.equals(LOOK)) {
      looking = false;
      forget();
    } else if (line.equals(END)) {
      endAll();
    } else {
      say(line);
    }
  }

  private synchronized void say(String line) {
    for (Iterator<AnswerFile> all = followers.iterator(); all.hasNext(); ) {
      try {
        all.next().data(line);
      } catch (IOException e) {
        // Its file is gone: it has stopped listening.
        all.remove();
      }
    }
  }

  private synchronized void forget() {
    followers.removeIf(follower -> !follower.listened());
    any = !followers.isEmpty();
  }

  /** At each poll: forgets those that no longer listen. */
  public void lookAgain() {
    if (any && !looking) {
      // Before it is written: it may be over by the time that this returns.
      looking = true;
      if (!scribe.write(LOOK)) {
        looking = false;
      }
    }
  }

  /** Who tells them. */
  public Scribe scribe() {
    return scribe;
  }

  /** Tells all that nothing will come any more; waits for none that hangs. */
  public void end() {
    scribe.write(END);
    scribe.end(END_MILLIS);
  }

  private synchronized void endAll() {
    for (AnswerFile follower : followers) {
      try {
        follower.end();
      } catch (IOException e) {
        // It does not listen any more either.
      }
    }
    followers.clear();
    any = false;
  }
}
