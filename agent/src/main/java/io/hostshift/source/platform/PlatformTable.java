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

  /**
   * Whether a value is told by the table as a whole, such as the tag that all of a cloud's guests
   * have: then it names nobody.
   */
  public static boolean asksFor(String fact, String value) {
    for (PlatformRow row : read().rows) {
      for (String glob : row.globs(fact)) {
        if (glob.indexOf('*') < 0 && glob.equals(value)) {
          return true;
        }
      }
    }
    return false;
  }

  /** How many characters at the beginning of a value the table looks for; 0 for none. */
  public static int beginning(String fact, String value) {
    int most = 0;
    for (PlatformRow row : read().rows) {
      for (String glob : row.globs(fact)) {
        int star = glob.indexOf('*');
        if (star > 0 && value.startsWith(glob.substring(0, star))) {
          most = Math.max(most, star);
        }
      }
    }
    boolean ec2 = value.length() > 3 && value.substring(0, 3).equalsIgnoreCase("ec2");
    return ec2 ? Math.max(3, most) : most;
  }

  /** How many characters at the end of a value the table looks for; 0 for none. */
  public static int ending(String fact, String value) {
    int most = 0;
    for (PlatformRow row : read().rows) {
      for (String glob : row.globs(fact)) {
        String end = glob.substring(glob.lastIndexOf('*') + 1);
        if (end.length() < glob.length() && value.endsWith(end)) {
          most = Math.max(most, end.length());
        }
      }
    }
    return most;
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
