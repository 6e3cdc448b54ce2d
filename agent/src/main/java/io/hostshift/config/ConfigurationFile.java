package io.hostshift.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hostshift.base.BoundedBytes;
import io.hostshift.base.FileTrust;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/** The JSON file with keys and values: an object whose fields are the keys. */
final class ConfigurationFile {
  /** A configuration is a page of text; what is larger is something else. */
  private static final int MOST_BYTES = 1 << 20;

  private final File file;
  private final Configuration configuration;
  private final Place place;
  private String distrust;
  private final Set<String> seen = new HashSet<>();

  /**
   * @param configuration gets the values, and what is wrong with the file
   */
  ConfigurationFile(File file, Configuration configuration) {
    this.file = file;
    this.configuration = configuration;
    this.place = Place.of("configuration file " + file);
  }

  /**
   * Reads all of it, opened once. Whether it is trusted is looked at before that: then what is
   * opened is what was looked at, whoever turns a link meanwhile. After it, a link could have been
   * turned to a file that is trusted, from the one that was read.
   */
  void read() {
    try {
      distrust = FileTrust.distrust(file);
      byte[] bytes = bytes();
      if (bytes.length > MOST_BYTES) {
        configuration.problem(place, "is larger than 1 MB and was not read");
        return;
      }
      try (JsonParser json = new JsonFactory().createParser(bytes)) {
        read(json);
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      configuration.problem(
          place.line(at == null ? 0 : at.getLineNr()),
          "could not be read: " + e.getOriginalMessage());
    } catch (IOException e) {
      configuration.problem(place, "could not be read: " + e.getMessage());
    }
  }

  /** Of the whole file, or one more than are accepted. */
  private byte[] bytes() throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      return BoundedBytes.read(in, MOST_BYTES);
    }
  }

  private void read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      configuration.problem(at(json), "a JSON object with keys and values is expected");
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      value(name, json.nextToken(), json);
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      configuration.problem(at(json), "there is more after the configuration");
    }
  }

  private void value(String name, JsonToken value, JsonParser json) throws IOException {
    Place at = at(json);
    if (!seen.add(name)) {
      configuration.problem(at, name + " stands there twice; the first is used");
    } else if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
      configuration.problem(at, name + " needs a text, number, true or false");
    } else if (mayOffer(name, at)) {
      configuration.offer(name, json.getText().trim(), at);
    }
  }

  private Place at(JsonParser json) {
    return place.line(json.currentTokenLocation().getLineNr());
  }

  /** Who may write to the file would otherwise run commands as this user. */
  private boolean mayOffer(String name, Place at) {
    boolean runs = name.equals(Key.COMMAND.key) || name.equals(Key.ON_EVENT.key);
    if (runs && distrust != null) {
      configuration.problem(at, Values.notRun(name, distrust));
    }
    return !runs || distrust == null;
  }
}
