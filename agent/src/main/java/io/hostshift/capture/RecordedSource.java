package io.hostshift.capture;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a source has said on another machine, where that cannot be read from its files again: it was
 * asked of the processor, of a service, or of a program.
 */
public final class RecordedSource implements Source {
  static final String FILE = "hostshift/readings";
  private static final int LIMIT = 1 << 20;
  private static final String SOURCE = "source";

  private final Traits traits;
  private final Reading reading;

  private RecordedSource(Traits traits, Reading reading) {
    this.traits = traits;
    this.reading = reading;
  }

  /**
   * Those of a tree; none if it has none, nor on a live machine.
   *
   * @throws MalformedException if they cannot be understood
   */
  public static List<Source> of(GuestFiles files) throws MalformedException {
    if (files.live()) {
      return Collections.emptyList();
    }
    GuestFile file = files.file(FILE, LIMIT);
    file.refresh();
    if (!file.readable() && file.state() != ReadState.ABSENT) {
      throw new MalformedException(file.reason());
    }
    List<Source> sources = new ArrayList<>();
    for (Map.Entry<String, Reading> reading : parse(file.text()).entrySet()) {
      Traits traits = SourceCatalog.of(reading.getKey() + ".");
      sources.add(new RecordedSource(traits, reading.getValue()));
    }
    return sources;
  }

  /** Why those of a tree are not there. */
  public static String said(GuestFiles files, MalformedException why) {
    return files.shown(FILE)
        + " cannot be understood, so that what it says is missing: "
        + why.getMessage();
  }

  /** A line a source, and one for each of its identifiers, with tabs between the fields. */
  static String text(Map<String, Reading> readings) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Reading> each : readings.entrySet()) {
      Reading reading = each.getValue();
      line(text, SOURCE, each.getKey(), reading.state().name(), reading.reason());
      for (Identifier identifier : reading.identifiers()) {
        line(text, identifier.scope().name(), identifier.name(), identifier.value());
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String... fields) {
    for (int i = 0; i < fields.length; i++) {
      text.append(i == 0 ? "" : "\t").append(fields[i].replaceAll("\\p{Cntrl}", " "));
    }
    text.append('\n');
  }

  static Map<String, Reading> parse(String text) throws MalformedException {
    Map<String, Reading> readings = new LinkedHashMap<>();
    List<Identifier> identifiers = new ArrayList<>();
    String[] source = null;
    try {
      for (String line : text.split("\n")) {
        if (line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
          throw new MalformedException("a control character");
        }
        String[] fields = line.split("\t", -1);
        if (fields[0].equals(SOURCE)) {
          add(readings, source, identifiers);
          source = fields;
          identifiers = new ArrayList<>();
        } else if (!line.isEmpty()) {
          identifiers.add(new Identifier(fields[1], fields[2], Scope.valueOf(fields[0])));
        }
      }
      add(readings, source, identifiers);
      return readings;
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new MalformedException("no reading: " + e.getMessage());
    }
  }

  private static void add(
      Map<String, Reading> readings, String[] source, List<Identifier> identifiers)
      throws MalformedException {
    if (source == null && !identifiers.isEmpty()) {
      throw new MalformedException("of no source: " + identifiers.get(0));
    }
    if (source != null) {
      if (!SourceCatalog.NAMES.contains(source[1])) {
        throw new MalformedException("no source is known as " + source[1]);
      }
      for (Identifier identifier : identifiers) {
        // What root has published is of other sources.
        if (!SourceCatalog.NAMES.contains(identifier.source())) {
          throw new MalformedException("no source is known of " + identifier.name());
        }
      }
      ReadState state = ReadState.valueOf(source[2]);
      readings.put(
          source[1],
          state == ReadState.READABLE
              ? Reading.partial(identifiers, source[3])
              : Reading.unreadable(state, source[3]));
    }
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public Reading read(Reading last) {
    return reading;
  }
}
