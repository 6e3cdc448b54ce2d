package io.hostshift.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hostshift.base.FileTrust;
import java.io.File;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The JSON file with keys and values: an object whose fields are the keys. */
final class ConfigurationFile {
  /** A configuration is a page of text; what is larger is something else. */
  private static final long MOST_BYTES = 1 << 20;

  private final File file;
  private final Configuration configuration;
  private final Place place;
  private final Set<String> seen = new HashSet<>();

  /**
   * @param configuration gets the values, and what is wrong with the file
   */
  ConfigurationFile(File file, Configuration configuration) {
    this.file = file;
    this.configuration = configuration;
    this.place = Place.of("configuration file " + file);
  }

  void read() {
    if (file.length() > MOST_BYTES) {
      configuration.problem(place, "is larger than 1 MB and was not read");
      return;
    }
    try (JsonParser json = new JsonFactory().createParser(file)) {
      read(json);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      configuration.problem(
          place.line(at == null ? 0 : at.getLineNr()),
          "could not be read: " + e.getOriginalMessage());
    } catch (IOException e) {
      configuration.problem(place, "could not be read: " + e.getMessage());
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
    if (!name.equals(Key.COMMAND.key) && !name.equals(Key.ON_EVENT.key)) {
      return true;
    }
    String distrust = FileTrust.distrust(file);
    if (distrust != null) {
      configuration.problem(
          at,
          name
              + " is not run: "
              + distrust
              + "; only root and this user may be able to write to it");
    }
    return distrust == null;
  }
}
