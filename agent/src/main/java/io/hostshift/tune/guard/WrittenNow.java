package io.hostshift.tune.guard;

import io.hostshift.hotspot.NamedWrite;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What of the JVM's memory is other than at its start by our hand, as a system property: {@code
 * jcmd PID VM.system_properties} shows it, and so does what is dumped when the JVM dies.
 */
final class WrittenNow {
  static final String PROPERTY = "hostshift.writes";

  private final Map<String, String> values = new TreeMap<>();

  /** What is about to be written; what puts back takes it out. */
  void note(NamedWrite write) {
    String value = write.back() ? null : write.value();
    String before = value == null ? values.remove(write.name()) : values.put(write.name(), value);
    if (value == null ? before != null : !value.equals(before)) {
      show();
    }
  }

  private void show() {
    StringJoiner pairs = new StringJoiner(" ");
    values.forEach((name, value) -> pairs.add(name + "=" + value));
    try {
      if (values.isEmpty()) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, pairs.toString());
      }
    } catch (SecurityException e) {
      return; // The application lets nobody set any.
    }
  }

  void forget() {
    values.clear();
    show();
  }
}
