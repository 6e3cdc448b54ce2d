package io.hostshift.tune;

import io.hostshift.tune.setting.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each setting stood after it was last looked at; may be asked by any thread. */
final class Statuses {
  private final Map<String, Status> byName = new LinkedHashMap<>();

  synchronized void put(Status status) {
    byName.put(status.name(), status);
  }

  synchronized Status of(String name) {
    return byName.get(name);
  }

  /** Those of settings that are not among these. */
  List<Status> others(List<Outcome> named) {
    Map<String, Status> others = new LinkedHashMap<>();
    for (Status status : all()) {
      others.put(status.name(), status);
    }
    for (Outcome outcome : named) {
      others.remove(outcome.status().name());
    }
    return new ArrayList<>(others.values());
  }

  /** In the order in which they first came. */
  synchronized List<Status> all() {
    return new ArrayList<>(byName.values());
  }
}
