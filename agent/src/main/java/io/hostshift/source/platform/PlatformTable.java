package io.hostshift.source.platform;

import io.hostshift.host.Platform;
import io.hostshift.source.MalformedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The one place that says where this is, by the table {@code platforms.tsv}, whose order survives
 * what hypervisors are known to lie about.
 *
 * <p>A question that no row answers stays open: no hypervisor is no proof that the machine is a
 * physical one.
 */
public final class PlatformTable {
  private static final String RESOURCE = "platforms.tsv";

  private final List<PlatformRow> rows;

  private PlatformTable(List<PlatformRow> rows) {
    this.rows = rows;
  }

  public static Platform recognise(PlatformFacts facts) {
    return read().answers(facts);
  }

  static PlatformTable read() {
    try (InputStream in = PlatformTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from this jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<PlatformRow> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          rows.add(PlatformRow.parse(line));
        }
      }
      return new PlatformTable(rows);
    } catch (IOException | MalformedException e) {
      throw new IllegalStateException(RESOURCE + " of this jar cannot be read", e);
    }
  }

  List<PlatformRow> rows() {
    return rows;
  }

  /** What was answered is a fact for the rows below. */
  private Platform answers(PlatformFacts facts) {
    Platform found = Platform.UNKNOWN;
    PlatformFacts known = facts;
    for (PlatformRow row : rows) {
      boolean open = known.values(row.question()).isEmpty();
      if (open && row.fits(known)) {
        found = found.with(row.question(), row.answer());
        known = known.with(row.question(), row.answer());
      }
    }
    return found;
  }
}
