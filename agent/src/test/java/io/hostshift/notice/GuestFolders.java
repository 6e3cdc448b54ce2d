package io.hostshift.notice;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Folders to meet in for tests. */
final class GuestFolders {
  private GuestFolders() {}

  /** One, below this folder. */
  static GuestFolder below(File parent) {
    return of(parent.toPath().resolve("hostshift"));
  }

  /** All of these, each made where the one above it is there; looked at anew each time. */
  static GuestFolder of(Path... candidates) {
    Map<Path, Boolean> all = new LinkedHashMap<>();
    for (Path candidate : candidates) {
      all.put(candidate, true);
    }
    long[] nanos = {0};
    return new GuestFolder(all, () -> nanos[0] += 2_000_000_000L, why -> {});
  }
}
