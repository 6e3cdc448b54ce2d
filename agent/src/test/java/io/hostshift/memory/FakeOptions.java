package io.hostshift.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options that a test gives, and notes what was set of them. */
public final class FakeOptions implements VmOptions {
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> explicit = new HashSet<>();
  private final Set<String> manageable = new HashSet<>();
  private final List<String> orders = new ArrayList<>();

  /** Of a JVM with this collector, such as {@code UseG1GC}, with the usual percentages. */
  public static FakeOptions collector(String flag) {
    return new FakeOptions()
        .with(flag, "true")
        .with("MaxRAMPercentage", "25.000000")
        .with("MinRAMPercentage", "50.000000")
        .with("InitialRAMPercentage", "1.562500");
  }

  public FakeOptions with(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** As from the command line. */
  public FakeOptions explicit(String name, String value) {
    explicit.add(name);
    return with(name, value);
  }

  public FakeOptions manageable(String name, String value) {
    manageable.add(name);
    return with(name, value);
  }

  /** What was set, as {@code name=value}, in order. */
  public List<String> orders() {
    return orders;
  }

  @Override
  public String value(String name) {
    return values.get(name);
  }

  @Override
  public boolean explicit(String name) {
    return explicit.contains(name);
  }

  @Override
  public boolean manageable(String name) {
    return manageable.contains(name);
  }

  @Override
  public void set(String name, String value) throws IOException {
    if (!manageable.contains(name)) {
      throw new IOException("this JVM lets nobody set " + name);
    }
    orders.add(name + "=" + value);
    values.put(name, value);
  }
}
