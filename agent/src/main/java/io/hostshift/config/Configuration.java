package io.hostshift.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The value of each key, and where it came from. */
public final class Configuration {
  private static final String DEFAULT = "default";

  private final Map<Key, Object> values = new EnumMap<>(Key.class);
  private final Map<Key, String> texts = new EnumMap<>(Key.class);
  private final Map<Key, Place> places = new EnumMap<>(Key.class);
  private final Set<Key> decided = EnumSet.noneOf(Key.class);
  private final List<Problem> problems = new ArrayList<>();

  Configuration() {
    for (Key key : Key.values()) {
      if (key.defaultText != null) {
        values.put(key, key.parser.parse(key.defaultText));
        texts.put(key, key.defaultText);
      }
      places.put(key, Place.of(DEFAULT));
    }
  }

  /**
   * Takes a value for a key that has none yet from a place of higher precedence; a bad one there
   * means the default, whatever the weaker places say.
   *
   * @return whether the value was taken, or was bad and has become a problem
   */
  boolean offer(Key key, String text, Place place) {
    if (!decided.add(key)) {
      return false;
    }
    places.put(key, place);
    try {
      values.put(key, key.parser.parse(text));
      texts.put(key, text);
    } catch (IllegalArgumentException | ArithmeticException bad) {
      places.put(key, Place.of(DEFAULT));
      problem(
          place,
          key.key
              + "="
              + text
              + " is not accepted; accepted is "
              + key.accepted
              + "; going on with "
              + (key.defaultText == null ? "none" : describeDefault(key)));
    }
    return true;
  }

  /** Takes a value for the key of this name, if there is one. */
  void offer(String name, String text, Place place) {
    Key key = Key.named(name);
    if (key == null) {
      problem(place, "there is no key " + name + "; the README lists the keys" + nearest(name));
    } else {
      offer(key, text, place);
    }
  }

  private static String nearest(String name) {
    for (Key key : Key.values()) {
      if (key.key.equalsIgnoreCase(name.trim()) || key.key.startsWith(name.trim())) {
        return " (is " + key.key + " meant?)";
      }
    }
    return "";
  }

  private static String describeDefault(Key key) {
    return key.defaultText.isEmpty() ? "all that are safe" : key.defaultText;
  }

  void problem(Place place, String reason) {
    problems.add(new Problem(place, reason));
  }

  public boolean isSet(Key key) {
    return !origin(key).equals(DEFAULT);
  }

  /** In the order in which they were found. */
  public List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** As it was written, or the default; null if there is neither. */
  public String text(Key key) {
    return texts.get(key);
  }

  /** Such as {@code agent argument} or {@code default}. */
  public String origin(Key key) {
    return place(key).origin();
  }

  /** Where the value stands, or the bad one that the default is used for. */
  public Place place(Key key) {
    return places.get(key);
  }

  public boolean flag(Key key) {
    return (Boolean) values.get(key);
  }

  public int number(Key key) {
    return (Integer) values.get(key);
  }

  public long bytes(Key key) {
    return (Long) values.get(key);
  }

  public long nanos(Key key) {
    return (Long) values.get(key);
  }

  public Selection selection(Key key) {
    return (Selection) values.get(key);
  }

  public MetadataChoice metadata() {
    return (MetadataChoice) values.get(Key.METADATA);
  }

  public Interval interval() {
    return isSet(Key.DEADLINE) && !isSet(Key.INTERVAL)
        ? Interval.within(nanos(Key.DEADLINE))
        : (Interval) values.get(Key.INTERVAL);
  }
}
