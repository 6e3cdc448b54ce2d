package io.hostshift.testapp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments of the form {@code key=value}. Whatever is wrong is a {@link UsageException}. */
public final class Arguments {
  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  /** Takes only the known keys, each at most once. */
  public static Arguments parse(String[] arguments, String... known) {
    List<String> keys = Arrays.asList(known);
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new UsageException("'" + argument + "' is not of the form key=value");
      }
      String key = argument.substring(0, equals);
      if (!keys.contains(key)) {
        throw new UsageException(
            "unknown key '" + key + "'; there are: " + String.join(", ", keys));
      }
      if (values.put(key, argument.substring(equals + 1)) != null) {
        throw new UsageException("'" + key + "' is given twice");
      }
    }
    return new Arguments(values);
  }

  public String text(String key, String otherwise) {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value.isEmpty()) {
      throw new UsageException("'" + key + "' has no value");
    }
    return value;
  }

  public int number(String key, int otherwise, int least, int most) {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw outside(key, value, least, most);
    }
    if (number < least || number > most) {
      throw outside(key, value, least, most);
    }
    return (int) number;
  }

  public boolean flag(String key, boolean otherwise) {
    String value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    throw new UsageException(key + "=" + value + ": must be true or false");
  }

  private static UsageException outside(String key, String value, int least, int most) {
    return new UsageException(
        key + "=" + value + ": must be a number from " + least + " to " + most);
  }
}
