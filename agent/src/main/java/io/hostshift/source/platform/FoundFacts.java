package io.hostshift.source.platform;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.SelectedLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Facts by name while they are being collected from a guest's files; what is not there is none. */
final class FoundFacts {
  static final int LIMIT = 64 * 1024;

  static final String PRESENT = "present";

  private final GuestFiles files;
  private final Map<String, String> facts = new TreeMap<>();

  FoundFacts(GuestFiles files) {
    this.files = files;
  }

  GuestFiles files() {
    return files;
  }

  void put(String name, String value) {
    if (value != null && !value.isEmpty()) {
      facts.put(name, value);
    }
  }

  /** That something is at a path, whatever it is. */
  void putIfThere(String name, String path) {
    put(name, files.exists(path) ? PRESENT : "");
  }

  void putText(String name, String path) {
    put(name, text(path));
  }

  /** What follows each key and the separator in its line, as {@code SOURCE.KEY}. */
  void putLines(String source, String path, String separator, String... keys) {
    List<String> begins = new ArrayList<>();
    for (String key : keys) {
      begins.add(key + separator);
    }
    SelectedLines lines = new SelectedLines(begins.toArray(new String[0]));
    GuestFile file = files.file(path, LIMIT);
    file.refresh();
    lines.refresh(file.bytes(), file.length());
    for (int i = 0; i < keys.length; i++) {
      put(source + "." + keys[i], lines.text(i));
    }
  }

  /** The strings of a file, with spaces between them. */
  String text(String path) {
    return String.join(" ", strings(path));
  }

  /** Each of them ends with a NUL. */
  String[] strings(String path) {
    GuestFile file = files.file(path, LIMIT);
    file.refresh();
    return file.text().split("\0");
  }

  /** Whether a file of lines has its last one whole. */
  boolean ended(String path) {
    GuestFile file = files.file(path, LIMIT);
    file.refresh();
    return file.length() > 0 && file.bytes()[file.length() - 1] == '\n';
  }

  Map<String, String> all() {
    return facts;
  }
}
