package io.hostshift.base;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of a list of names are wanted: {@code a+b} only those, {@code -a+-b} all but those, {@code
 * a:x} that one with a choice. Naming one with a choice alone does not leave the others out.
 */
public final class Selection {
  private final Set<String> only = new LinkedHashSet<>();
  private final Set<String> without = new LinkedHashSet<>();
  private final Map<String, Set<String>> choices = new LinkedHashMap<>();

  private Selection() {}

  public static Selection parse(String text) {
    Selection selection = new Selection();
    if (!text.isEmpty()) {
      for (String part : text.split("\\+", -1)) {
        selection.add(part.trim());
      }
    }
    if (!selection.only.isEmpty() && !selection.without.isEmpty()) {
      throw new IllegalArgumentException("names to take and names to leave out do not go together");
    }
    return selection;
  }

  private void add(String part) {
    int colon = part.indexOf(':');
    String name = colon < 0 ? part : part.substring(0, colon);
    if (name.isEmpty() || name.equals("-") || part.endsWith(":")) {
      throw new IllegalArgumentException("a name is missing");
    }
    if (name.startsWith("-")) {
      without.add(name.substring(1));
    } else if (colon < 0) {
      only.add(name);
    } else {
      choices.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(part.substring(colon + 1));
    }
  }

  public boolean wants(String name) {
    return !without.contains(name)
        && (only.isEmpty() || only.contains(name) || choices.containsKey(name));
  }

  /** Empty if none was picked. */
  public Set<String> choices(String name) {
    return choices.getOrDefault(name, java.util.Collections.<String>emptySet());
  }

  /** Whether it was named itself, and not only taken with all the others. */
  public boolean names(String name) {
    return only.contains(name) || choices.containsKey(name);
  }

  /** A name that is not among those known, or null. */
  public String unknown(Collection<String> known) {
    Set<String> all = new LinkedHashSet<>(only);
    all.addAll(without);
    all.addAll(choices.keySet());
    all.removeAll(known);
    return all.isEmpty() ? null : all.iterator().next();
  }
}
