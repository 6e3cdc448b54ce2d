package io.hostshift.source.published;

import io.hostshift.base.JsonAnswer;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.MalformedException;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a publisher has written at one moment; its form is described in docs/publish.md. */
public final class PublishedPage {
  /** Of the whole file. */
  public static final int MOST_BYTES = 64 * 1024;

  public static final int FORMAT = 1;
  public static final String FORMAT_FIELD = "format";
  public static final String SEQUENCE = "sequence";
  public static final String TIME = "time";
  public static final String STALE_AFTER = "staleAfterMillis";
  public static final String IDENTIFIERS = "identifiers";
  public static final String NAME = "name";
  public static final String VALUE = "value";
  public static final String SCOPE = "scope";

  private static final int MOST_IDENTIFIERS = 256;
  private static final int MOST_VALUE = 4096;
  private static final long LEAST_STALE = TimeUnit.SECONDS.toMillis(1);
  private static final long MOST_STALE = TimeUnit.HOURS.toMillis(1);

  private final long sequence;
  private final String time;
  private final long writtenMillis;
  private final long staleAfterMillis;
  private final List<Identifier> identifiers;

  private PublishedPage(
      long sequence,
      String time,
      long writtenMillis,
      long staleAfterMillis,
      List<Identifier> identifiers) {
    this.sequence = sequence;
    this.time = time;
    this.writtenMillis = writtenMillis;
    this.staleAfterMillis = staleAfterMillis;
    this.identifiers = Collections.unmodifiableList(identifiers);
  }

  /**
   * @throws MalformedException if anything of it is not as it should be: then none of it holds
   */
  public static PublishedPage parse(byte[] bytes) throws MalformedException {
    try {
      Map<String, Object> page = JsonAnswer.object(JsonAnswer.parse(bytes));
      if (number(page, FORMAT_FIELD) != FORMAT) {
        throw new MalformedException("of a format that this version does not know");
      }
      List<Identifier> identifiers = new ArrayList<>();
      for (Object each : JsonAnswer.list(page.get(IDENTIFIERS))) {
        identifiers.add(identifier(JsonAnswer.object(each)));
      }
      if (identifiers.size() > MOST_IDENTIFIERS) {
        throw new MalformedException("has more than " + MOST_IDENTIFIERS + " identifiers");
      }
      long stale = number(page, STALE_AFTER);
      return new PublishedPage(
          number(page, SEQUENCE),
          JsonAnswer.text(page, TIME),
          Instant.parse(JsonAnswer.text(page, TIME)).toEpochMilli(),
          Math.max(LEAST_STALE, Math.min(MOST_STALE, stale)),
          identifiers);
    } catch (IOException e) {
      throw new MalformedException("no JSON as a publisher writes it");
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new MalformedException("has no time");
    } catch (IllegalArgumentException e) {
      throw new MalformedException("has an identifier that is none");
    }
  }

  private static long number(Map<String, Object> page, String name) throws MalformedException {
    long number = JsonAnswer.number(page, name, Long.MAX_VALUE, -1);
    if (number < 0) {
      throw new MalformedException("has no " + name);
    }
    return number;
  }

  private static Identifier identifier(Map<String, Object> entry) throws MalformedException {
    String name = JsonAnswer.text(entry, NAME);
    String value = JsonAnswer.text(entry, VALUE);
    boolean text = (name + value).chars().noneMatch(Character::isISOControl);
    if (!text || value.length() > MOST_VALUE) {
      throw new MalformedException("has an identifier that is none");
    }
    return new Identifier(name, value, Scope.valueOf(JsonAnswer.text(entry, SCOPE)));
  }

  /** Grows with each time that it is written. */
  public long sequence() {
    return sequence;
  }

  /** When it was written by the publisher's clock, as it spells it. */
  String time() {
    return time;
  }

  /** Epoch milliseconds. */
  long writtenMillis() {
    return writtenMillis;
  }

  /** How long the publisher is silent at most, in milliseconds. */
  long staleAfterMillis() {
    return staleAfterMillis;
  }

  /** Whether nothing was written between the two. */
  boolean isAsOld(PublishedPage other) {
    return sequence == other.sequence && writtenMillis == other.writtenMillis;
  }

  public List<Identifier> identifiers() {
    return identifiers;
  }
}
