package io.hostshift.config;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The value of each key, and where it came from. */
public final class Configuration {
  private static final String DEFAULT = "default";
  private static final int KEYS = Key.values().size();

  private final Object[] values = new Object[KEYS];
  private final String[] texts = new String[KEYS];
  private final Place[] places = new Place[KEYS];
  private final boolean[] decided = new boolean[KEYS];
  private final List<Problem> problems = new ArrayList<>();

  Configuration() {
    Arrays.fill(places, Place.of(DEFAULT));
    for (Key<?> key : Key.values()) {
      if (key.defaultText != null) {
        values[key.number] = key.parser.parse(key.defaultText);
        texts[key.number] = key.defaultText;
      }
    }
  }

  /**
   * Takes a value for a key that has none yet from a place of higher precedence; a bad one there
   * means the default, whatever the weaker places say.
   */
  void offer(Key<?> key, String text, Place place) {
    if (decided[key.number]) {
      return;
    }
    decided[key.number] = true;
    try {
      values[key.number] = key.parser.parse(text);
      texts[key.number] = text;
      places[key.number] = place;
    } catch (RefusedValue refused) {
      problems.add(new Problem(place, refused.getMessage(), refused.causes()));
    } catch (InvalidPathException unspellable) {
      problem(place, key + "=" + text + " is not used: " + Values.UNSPELLABLE);
    } catch (IllegalArgumentException | ArithmeticException bad) {
      problem(place, key + "=" + text + " is not accepted; accepted is " + accepted(key));
    }
  }

  private static String accepted(Key<?> key) {
    return key.accepted
        + "; going on with "
        + (key.defaultText == null ? "none" : describeDefault(key));
  }

  /** Takes a value for the key of this name, if there is one. */
  void offer(String name, String text, Place place) {
    Key<?> key = Key.named(name);
    if (key == null) {
      problem(place, "there is no key " + name + "; the README lists the keys" + nearest(name));
    } else {
      offer(key, text, place);
    }
  }

  private static String nearest(String name) {
    for (Key<?> key : Key.values()) {
      if (key.key.equalsIgnoreCase(name.trim()) || key.key.startsWith(name.trim())) {
        return " (is " + key.key + " meant?)";
      }
    }
    return "";
  }

  private static String describeDefault(Key<?> key) {
    return key.defaultText.isEmpty() ? "all that are safe" : key.defaultText;
  }

  void problem(Place place, String reason) {
    problems.add(new Problem(place, reason));
  }

  /** Whether somebody has given it a value that is used. */
  public boolean isSet(Key<?> key) {
    return !origin(key).equals(DEFAULT);
  }

  /** In the order in which they were found. */
  public List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** As it was written, or the default; null if there is neither. */
  public String text(Key<?> key) {
    return texts[key.number];
  }

  /** Such as {@code agent argument} or {@code default}. */
  public String origin(Key<?> key) {
    return place(key).origin();
  }

  /** Where the value that is used stands. */
  Place place(Key<?> key) {
    return places[key.number];
  }

  /** The value; null if there is neither one nor a default. */
  @SuppressWarnings("unchecked")
  public <T> T get(Key<T> key) {
    return (T) values[key.number];
  }

  /** From {@code interval}, or the one that finds a move within {@code deadline}. */
  public Interval interval() {
    return isSet(Key.DEADLINE) && !isSet(Key.INTERVAL)
        ? Interval.within(get(Key.DEADLINE))
        : get(Key.INTERVAL);
  }

  /** Whether this guest is looked at itself, and not a copy of another one's files. */
  public boolean live() {
    return text(Key.ROOT).equals("/");
  }
}
