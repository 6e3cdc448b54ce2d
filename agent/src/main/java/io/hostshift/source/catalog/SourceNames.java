package io.hostshift.source.catalog;

import io.hostshift.source.kernel.VmGeneration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The names of all sources that there may be. */
public final class SourceNames {
  public static final List<String> ALL = all();

  private SourceNames() {}

  private static List<String> all() {
    List<String> names = new ArrayList<>(SourceCatalog.NAMES);
    names.add(VmGeneration.NAME);
    names.addAll(RemoteSources.NAMES);
    return Collections.unmodifiableList(names);
  }
}
