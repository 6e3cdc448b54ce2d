package io.hostshift.instrument.pool;

import io.hostshift.base.Glob;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * Pools of products and libraries whose sizes no code on the way to them explains, since settings
 * or floating point stand between: a table, by the names of their threads and who created them. A
 * row is believed where its formulas give the size that the pool has, with the processors of then.
 */
final class KnownPools {
  private static final String RESOURCE = "known-pools.tsv";
  private static final int COLUMNS = 5;

  /** The common pool's, which nobody creates. */
  private static final Formula COMMON = FormulaText.parse("max(P-1, 1)");

  /** A row of the table. */
  static final class Known {
    final String threads;
    final String creator;

    /** Null where it stays. */
    final Formula core;

    /** Null where it stays. */
    final Formula maximum;

    final String source;

    private Known(String[] columns) {
      threads = columns[0];
      creator = columns[1];
      core = columns[2].equals("-") ? null : FormulaText.parse(columns[2]);
      maximum = columns[3].equals("-") ? null : FormulaText.parse(columns[3]);
      source = columns[4];
    }
  }

  private final List<Known> rows;

  private KnownPools(List<Known> rows) {
    this.rows = rows;
  }

  /** The table that comes with the agent. */
  static KnownPools ofThisVersion() {
    try (InputStream in = KnownPools.class.getResourceAsStream(RESOURCE)) {
      List<Known> rows = new ArrayList<>();
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split("\t");
        if (!line.startsWith("#") && columns.length == COLUMNS) {
          rows.add(new Known(columns));
        }
      }
      return new KnownPools(rows);
    } catch (IOException e) {
      throw new IllegalStateException("the table of known pools cannot be read", e);
    }
  }

  List<Known> rows() {
    return rows;
  }

  /**
   * The rule of a pool; null if none is known, or none gives its size.
   *
   * @param processors those of its creation
   */
  SizeRule of(SeenPool pool, int processors) {
    if (pool.pool() instanceof ForkJoinPool && pool.pool() == ForkJoinPool.commonPool()) {
      boolean gives = COMMON.gives(pool.core(), processors);
      return gives ? SizeRule.explained(COMMON, COMMON, processors, "the JDK's own rule") : null;
    }
    for (Known row : rows) {
      boolean named =
          Glob.matches(row.threads, pool.thread()) || Glob.matches(row.threads, pool.threads());
      boolean created =
          Glob.matches(row.creator, pool.creator())
              || Glob.matches(row.creator, pool.constructor())
              || Glob.matches(row.creator, pool.type());
      if (named && created && gives(row, pool, processors)) {
        return SizeRule.explained(
            row.core, row.maximum, processors, "as is known of " + row.source);
      }
    }
    return null;
  }

  /**
   * The rule of a library's own threads; null if none is known, or none gives their number.
   *
   * @param processors those of their start
   */
  SizeRule of(LibraryThreads library, int processors) {
    for (Known row : rows) {
      boolean same =
          Glob.matches(row.creator, library.kind()) && Glob.matches(row.threads, library.name());
      if (same && row.core != null && row.core.gives(library.threads(), processors)) {
        return SizeRule.explained(
            row.core, row.maximum, processors, "as is known of " + row.source);
      }
    }
    return null;
  }

  private static boolean gives(Known row, SeenPool pool, int processors) {
    return (row.core == null || row.core.gives(pool.core(), processors))
        && (row.maximum == null || row.maximum.gives(pool.maximum(), processors));
  }
}
