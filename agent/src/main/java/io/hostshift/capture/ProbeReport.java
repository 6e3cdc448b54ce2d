package io.hostshift.capture;

import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.PathLog;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a probe has read, in a file for others: serial numbers, UUIDs, hardware addresses and
 * names are replaced, each by the same everywhere, and whoever reads it comes to the same verdicts.
 */
public final class ProbeReport {
  private final Capture capture;
  private final Map<String, Reading> readings;
  private final Pseudonyms pseudonyms;

  private ProbeReport(Capture capture, Map<String, Reading> readings, Pseudonyms pseudonyms) {
    this.capture = capture;
    this.readings = readings;
    this.pseudonyms = pseudonyms;
  }

  /** How the files of a report are read, to see which sources need to be recorded besides. */
  public interface Reader {
    Map<String, Reading> read(File folder);
  }

  /**
   * @param log what has been asked for
   * @param readings what the sources have said, by their names
   * @param profile all identifiers
   * @param names of this machine and of who looks
   */
  public static ProbeReport of(
      GuestFiles files,
      PathLog log,
      Map<String, Reading> readings,
      HostProfile profile,
      Iterable<String> names) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Pseudonyms pseudonyms = new Pseudonyms(key);
    Capture capture = Capture.of(files, log);
    Secrets secrets = new Secrets(pseudonyms);
    secrets.names(names);
    secrets.of(profile);
    secrets.of(capture.contents());
    for (Reading reading : readings.values()) {
      pseudonyms.replaceAllIn(reading.reason());
    }
    return new ProbeReport(capture, new LinkedHashMap<>(readings), pseudonyms);
  }

  /**
   * Writes it.
   *
   * @throws IOException also if something of what was to be replaced is left, naming the file
   */
  public void write(File file, Reader reader) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (Map.Entry<String, byte[]> each : capture.contents().entrySet()) {
      contents.put(pseudonyms.applied(each.getKey()), pseudonyms.applied(each.getValue()));
    }
    Map<String, String> links = new TreeMap<>();
    for (Map.Entry<String, String> link : capture.links().entrySet()) {
      links.put(pseudonyms.applied(link.getKey()), pseudonyms.applied(link.getValue()));
    }
    CaptureFile.write(file, contents, links);
    String recorded = RecordedSource.text(toRecord(file, reader));
    contents.put(RecordedSource.FILE, recorded.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> each : contents.entrySet()) {
      for (String value : pseudonyms.values()) {
        if (pseudonyms.holds(each.getValue(), value)) {
          java.nio.file.Files.deleteIfExists(file.toPath());
          throw new IOException(
              "no report was written: a name could not be taken out of " + each.getKey());
        }
      }
    }
    CaptureFile.write(file, contents, links);
  }

  /** Those that say something else when they are read from the files. */
  private Map<String, Reading> toRecord(File file, Reader reader) throws IOException {
    File folder = CaptureFile.unpack(file);
    Map<String, Reading> again;
    try {
      again = reader.read(folder);
    } finally {
      CaptureFile.delete(folder);
    }
    Map<String, Reading> recorded = new LinkedHashMap<>();
    for (Map.Entry<String, Reading> each : readings.entrySet()) {
      Reading now = renamed(each.getValue());
      Reading then = again.get(each.getKey());
      boolean same =
          then != null
              && then.state() == now.state()
              && then.identifiers().equals(now.identifiers());
      if (!same && each.getValue().capacity() == null) {
        recorded.put(each.getKey(), now);
      }
    }
    return recorded;
  }

  private Reading renamed(Reading reading) {
    String reason = pseudonyms.applied(reading.reason());
    if (!reading.readable()) {
      return Reading.unreadable(reading.state(), reason);
    }
    List<Identifier> identifiers = new ArrayList<>();
    for (Identifier identifier : reading.identifiers()) {
      identifiers.add(
          new Identifier(
              identifier.name(), pseudonyms.applied(identifier.value()), identifier.scope()));
    }
    return Reading.partial(identifiers, reason);
  }
}
