package io.hostshift.it.packages;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test in fresh roots of Debian 12 and 13, in each of which its own systemd runs. */
@Tag("roots")
abstract class SystemdRoot {
  /** A case for each suite. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  @interface OnEachSuite {}

  @TempDir Path folder;
  DebianRoot root;
  RunningDebian debian;

  /** Makes the root, in which nothing runs yet. */
  final void copy(String suite) throws Exception {
    root = DebianRoot.copy(suite + "-systemd", folder);
  }

  /** Has systemd run in it. */
  final void boot() throws Exception {
    debian = RunningDebian.boot(root);
  }

  @AfterEach
  final void end() throws Exception {
    if (debian != null) {
      debian.close();
    }
    if (root != null) {
      root.remove();
    }
  }
}
