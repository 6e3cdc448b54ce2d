package io.hostshift.config;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Gathers the configuration: agent arguments before system properties before the environment before
 * the JSON file. What cannot be understood becomes one clear line, and the default stays.
 */
public final class ConfigurationReader {
  private static final Place ARGUMENT = Place.of("agent argument");

  /** By which tools find the agent; they look like keys and are none. */
  private static final List<String> MARKS = Arrays.asList("hostshift.version", "hostshift.jar");

  private final Configuration configuration = new Configuration();

  private ConfigurationReader() {}

  public static Configuration read(
      String arguments, Properties properties, Map<String, String> environment) {
    ConfigurationReader reader = gather(arguments, properties, environment);
    reader.folder();
    return reader.configuration;
  }

  /** As {@link #read}, for a probe, whose root may also be a report of another one. */
  public static Configuration readForProbe(
      String arguments, Properties properties, Map<String, String> environment) {
    return gather(arguments, properties, environment).configuration;
  }

  private static ConfigurationReader gather(
      String arguments, Properties properties, Map<String, String> environment) {
    ConfigurationReader reader = new ConfigurationReader();
    reader.arguments(arguments);
    reader.properties(properties);
    reader.environment(environment);
    File file = reader.configuration.get(Key.CONFIG);
    if (file != null) {
      new ConfigurationFile(file, reader.configuration).read();
    }
    reader.together();
    return reader;
  }

  /** Reads the configuration file alone, as {@code check} does. */
  public static Configuration readFile(File file) {
    ConfigurationReader reader = new ConfigurationReader();
    new ConfigurationFile(file, reader.configuration).read();
    reader.together();
    reader.folder();
    return reader.configuration;
  }

  private void arguments(String arguments) {
    if (arguments == null || arguments.trim().isEmpty()) {
      return;
    }
    for (String argument : arguments.split(",")) {
      int equals = argument.indexOf('=');
      String name = (equals < 0 ? argument : argument.substring(0, equals)).trim();
      if (equals < 0) {
        configuration.problem(ARGUMENT, argument + " is not of the form key=value");
      } else {
        configuration.offer(name, argument.substring(equals + 1).trim(), ARGUMENT);
      }
    }
  }

  private void properties(Properties properties) {
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("hostshift.") && !MARKS.contains(name)) {
        configuration.offer(
            name.substring("hostshift.".length()),
            properties.getProperty(name).trim(),
            Place.of("system property"));
      }
    }
  }

  /** Only our own names are looked up: other programs may have variables of a like name. */
  private void environment(Map<String, String> environment) {
    for (Key<?> key : Key.values()) {
      String text = environment.get(key.environment());
      if (text != null) {
        configuration.offer(key, text.trim(), Place.of("environment"));
      }
    }
  }

  /** One that is not there may still come. */
  private void folder() {
    if (configuration.get(Key.ROOT).isFile()) {
      configuration.problem(
          configuration.place(Key.ROOT),
          "root="
              + configuration.text(Key.ROOT)
              + " is a file, and nothing is found below it: a report is read by probe alone");
    }
  }

  private void together() {
    if (configuration.isSet(Key.DEADLINE) && configuration.isSet(Key.INTERVAL)) {
      configuration.problem(
          configuration.place(Key.DEADLINE),
          "interval and deadline are both set; interval="
              + configuration.text(Key.INTERVAL)
              + " is used");
    }
  }
}
