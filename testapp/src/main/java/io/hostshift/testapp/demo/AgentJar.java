package io.hostshift.testapp.demo;

import io.hostshift.testapp.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds hostshift.jar. */
final class AgentJar {
  private static final String NAME = "hostshift.jar";

  private AgentJar() {}

  /**
   * The jar that was asked for, or else the one beside ours, or the one that the build makes.
   *
   * @param asked null if none was
   * @param own where our own classes are
   */
  static Path find(Path asked, Path own) throws IOException {
    if (asked != null) {
      if (!Files.isRegularFile(asked)) {
        throw new UsageException("there is no agent at " + asked);
      }
      return checked(asked);
    }
    Path folder = own.toAbsolutePath().getParent();
    Path built = folder.resolve("../../agent/target").resolve(NAME).normalize();
    for (Path candidate : new Path[] {folder.resolve(NAME), built}) {
      if (Files.isRegularFile(candidate)) {
        return checked(candidate);
      }
    }
    throw new UsageException("there is no " + built + ": build it, or give agent=PATH");
  }

  private static Path checked(Path jar) throws IOException {
    Path real = jar.toRealPath();
    if (real.toString().indexOf('=') >= 0) {
      throw new UsageException("a -javaagent's path cannot have '=' in it: " + real);
    }
    return real;
  }
}
