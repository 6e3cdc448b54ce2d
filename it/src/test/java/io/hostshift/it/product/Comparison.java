package io.hostshift.it.product;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which of a product's pools depend on the processors, by two starts with other numbers of them and
 * nothing else, and which of these have followed a move.
 *
 * @param large those of a start with many, before any move
 * @param fresh those of a start with few
 * @param moved those of the first start once it has moved to few
 * @param back the same once it has moved back
 */
record Comparison(
    List<PoolRow> large, List<PoolRow> fresh, List<PoolRow> moved, List<PoolRow> back) {

  /** Their size is another one where there are few. */
  List<PoolRow> depending() {
    return large.stream().filter(this::depends).toList();
  }

  private boolean depends(PoolRow row) {
    Set<String> sizes = sizes(fresh, row);
    return !sizes.isEmpty() && !sizes.contains(row.size());
  }

  private static Set<String> sizes(List<PoolRow> of, PoolRow like) {
    return of.stream()
        .filter(row -> row.isLike(like))
        .map(PoolRow::size)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  List<PoolRow> explained() {
    return depending().stream().filter(PoolRow::explained).toList();
  }

  /** They have come to what a fresh start with few has. */
  List<PoolRow> followed() {
    return depending().stream()
        .filter(row -> sizes(fresh, row).containsAll(sizes(moved, row)))
        .filter(row -> !sizes(moved, row).isEmpty())
        .toList();
  }

  /** They do not depend on the processors, and yet the move has changed them. */
  List<String> touched() {
    List<String> touched = new ArrayList<>();
    for (PoolRow row : matched(large, r -> !depends(r) && !r.ofLibrary())) {
      Set<String> before = new HashSet<>(sizes(large, row));
      before.addAll(sizes(fresh, row));
      for (String size : sizes(moved, row)) {
        if (!before.contains(size)) {
          touched.add(row + " has become " + size);
        }
      }
    }
    return touched;
  }

  /** They have a size that they did not have before the moves. */
  List<String> notBack() {
    List<String> not = new ArrayList<>();
    for (PoolRow row : matched(large, r -> !r.ofLibrary())) {
      Set<String> now = sizes(back, row);
      if (!now.isEmpty() && !now.containsAll(sizes(large, row))) {
        not.add(row + " has stayed at " + now);
      }
    }
    return not;
  }

  private List<PoolRow> matched(List<PoolRow> rows, Predicate<PoolRow> condition) {
    return rows.stream().filter(row -> !sizes(fresh, row).isEmpty()).filter(condition).toList();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (PoolRow row : large) {
      boolean alone = sizes(fresh, row).isEmpty();
      text.append(alone ? " ?  " : depends(row) ? " *  " : "    ").append(row);
      text.append("   fresh ").append(sizes(fresh, row));
      text.append(" moved ").append(sizes(moved, row)).append('\n');
    }
    return text.toString();
  }
}
