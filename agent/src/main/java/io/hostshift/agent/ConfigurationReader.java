package io.hostshift.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;

/**
 * Gathers the configuration: agent arguments before system properties before the environment before
 * the JSON file. What cannot be understood becomes one clear line, and the default stays.
 */
final class ConfigurationReader {
  /** A configuration is a page of text; what is larger is something else. */
  private static final long MOST_BYTES = 1 << 20;

  private final Configuration configuration = new Configuration();

  private ConfigurationReader() {}

  static Configuration read(
      String arguments, Properties properties, Map<String, String> environment) {
    ConfigurationReader reader = new ConfigurationReader();
    reader.arguments(arguments);
    reader.properties(properties);
    reader.environment(environment);
    String file = reader.configuration.text(Key.CONFIG);
    if (file != null) {
      reader.file(new File(file));
    }
    reader.together();
    reader.configuration.complainOfIdle();
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
        configuration.problem("agent argument: " + argument + " is not of the form key=value");
      } else {
        offer(name, argument.substring(equals + 1).trim(), "agent argument");
      }
    }
  }

  private void properties(Properties properties) {
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("hostshift.") && !name.equals("hostshift.version")) {
        offer(
            name.substring("hostshift.".length()),
            properties.getProperty(name).trim(),
            "system property");
      }
    }
  }

  /** Only our own names are looked up: other programs may have variables of a like name. */
  private void environment(Map<String, String> environment) {
    for (Key key : Key.values()) {
      String text = environment.get(key.environment());
      if (text != null) {
        configuration.offer(key, text.trim(), "environment");
      }
    }
  }

  private void file(File file) {
    String origin = "configuration file " + file;
    if (file.length() > MOST_BYTES) {
      configuration.problem(origin + " is larger than 1 MB and was not read");
      return;
    }
    try (JsonParser json = new JsonFactory().createParser(file)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        configuration.problem(origin + ": a JSON object with keys and values is expected");
        return;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          if (mayOffer(name, file, origin)) {
            offer(name, json.getText().trim(), origin);
          }
        } else {
          configuration.problem(origin + ": " + name + " needs a text, number, true or false");
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      configuration.problem(origin + " could not be read: " + firstLine(e));
    }
  }

  /** Who may write to the file would otherwise run commands as this user. */
  private boolean mayOffer(String name, File file, String origin) {
    if (!name.equals(Key.COMMAND.key) && !name.equals(Key.ON_EVENT.key)) {
      return true;
    }
    String distrust = FileTrust.distrust(file);
    if (distrust != null) {
      configuration.problem(
          origin
              + ": "
              + name
              + " is not run: "
              + distrust
              + "; only root and this user may be able to write to it");
    }
    return distrust == null;
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private void offer(String name, String text, String origin) {
    Key key = Key.named(name);
    if (key == null) {
      configuration.problem(
          origin + ": there is no key " + name + "; the README lists the keys" + nearest(name));
    } else {
      configuration.offer(key, text, origin);
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

  private void together() {
    if (configuration.isSet(Key.DEADLINE) && configuration.isSet(Key.INTERVAL)) {
      configuration.problem(
          "interval and deadline are both set; interval="
              + configuration.text(Key.INTERVAL)
              + " is used");
    }
  }
}
