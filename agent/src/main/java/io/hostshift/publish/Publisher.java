package io.hostshift.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.base.NanoClock;
import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.published.PublishedPage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads what root may read, and writes what all may know of it: at once when something is another
 * one, and every so often to show that it is there.
 *
 * <p>It has no thread: {@link #step} is one step, and says when the next is due.
 */
public final class Publisher {
  /** Between two writings while nothing changes. */
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** Of those, and what a busy machine takes besides, until it is taken for stopped. */
  private static final int MISSED_BEATS = 3;

  private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A host that is asked is asked less often: the answer may have to be waited for. */
  private static final int STEPS_PER_QUESTION = 3;

  /** Between two readings of what seems to have changed, which may be half written. */
  private static final long CONFIRM_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final JsonFactory JSON = new JsonFactory();

  private final List<Source> sources;
  private final Reading[] readings;
  private final AllowList allowed;
  private final Secret secret;
  private final PublisherFile place;
  private final long intervalNanos;
  private final NanoClock nanos;
  private final Clock clock;

  private List<Identifier> told;
  private String list;
  private List<Identifier> suspected;
  private int steps;
  private long sequence;
  private long writtenNanos;

  /**
   * @param secret null to leave out what only a digest may be told of
   * @param intervalNanos between two looks
   */
  public Publisher(
      List<Source> sources,
      AllowList allowed,
      Secret secret,
      PublisherFile place,
      long intervalNanos,
      NanoClock nanos,
      Clock clock) {
    this.sources = sources;
    this.readings = new Reading[sources.size()];
    this.allowed = allowed;
    this.secret = secret;
    this.place = place;
    this.intervalNanos = intervalNanos;
    this.nanos = nanos;
    this.clock = clock;
    this.sequence = place.sequence();
  }

  /**
   * One step.
   *
   * @return after how many nanoseconds the next is due
   * @throws IOException if it could not be written; the next step tries again
   */
  public long step() throws IOException {
    boolean changed = look() || suspected != null;
    List<Identifier> now = changed ? allowed() : told;
    if (now.equals(told)) {
      now = told;
    } else if (told != null && !now.equals(suspected)) {
      suspected = now;
      return CONFIRM_NANOS;
    }
    suspected = null;
    if (now != told || nanos.nanos() - writtenNanos >= BEAT_NANOS) {
      write(now);
    }
    return intervalNanos;
  }

  private boolean look() {
    boolean changed = false;
    boolean asks = steps++ % STEPS_PER_QUESTION == 0;
    for (int i = 0; i < readings.length; i++) {
      if (sources.get(i).blocking() && !asks) {
        continue;
      }
      Reading now = sources.get(i).read(readings[i]);
      changed |= now != readings[i];
      readings[i] = now;
    }
    return changed;
  }

  private List<Identifier> allowed() {
    List<Identifier> found = new ArrayList<>();
    for (Reading reading : readings) {
      for (Identifier identifier : reading.identifiers()) {
        Identifier safe = allowed.told(identifier, secret);
        if (safe != null) {
          found.add(safe);
        }
      }
    }
    return found;
  }

  private long staleMillis() {
    long beat = Math.max(BEAT_NANOS, intervalNanos);
    return TimeUnit.NANOSECONDS.toMillis(MISSED_BEATS * beat + BUSY_NANOS);
  }

  /** The list is made anew when it changes alone: most writings only show that this goes on. */
  private void write(List<Identifier> identifiers) throws IOException {
    String now = identifiers == told ? list : json(identifiers);
    String text =
        "{\n"
            + field(PublishedPage.FORMAT_FIELD, String.valueOf(PublishedPage.FORMAT))
            + field(PublishedPage.SEQUENCE, String.valueOf(sequence + 1))
            + field(
                PublishedPage.TIME,
                '"' + clock.instant().truncatedTo(ChronoUnit.MILLIS).toString() + '"')
            + field(PublishedPage.STALE_AFTER, String.valueOf(staleMillis()))
            + "  \""
            + PublishedPage.IDENTIFIERS
            + "\" : "
            + now
            + "\n}\n";
    place.replace(text.getBytes(StandardCharsets.UTF_8));
    sequence++;
    writtenNanos = nanos.nanos();
    told = identifiers;
    list = now;
  }

  private static String field(String name, String value) {
    return "  \"" + name + "\" : " + value + ",\n";
  }

  private static String json(List<Identifier> identifiers) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Identifier identifier : identifiers) {
        json.writeRaw("\n    ");
        json.writeStartObject();
        json.writeStringField(PublishedPage.NAME, identifier.name());
        json.writeStringField(PublishedPage.VALUE, identifier.value());
        json.writeStringField(PublishedPage.SCOPE, identifier.scope().name());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  /** What all may know by now; empty before the first step. */
  public List<Identifier> told() {
    return told == null ? Collections.<Identifier>emptyList() : Collections.unmodifiableList(told);
  }

  /** How often it was written, over all runs. */
  public long sequence() {
    return sequence;
  }
}
