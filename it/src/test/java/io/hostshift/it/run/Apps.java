package io.hostshift.it.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applications of others, as the modules below {@code it/apps} have fetched them. */
public final class Apps {
  private Apps() {}

  /**
   * What a module has fetched.
   *
   * @param name its name, or that of a constant that is named as it
   * @param run what fetches it, for the error where that was not done
   */
  public static Path folder(String name, String run) {
    Path app =
        Path.of(System.getProperty("hostshift.it.apps", "apps"))
            .resolve(name.toLowerCase(Locale.ROOT).replace('_', '-'))
            .resolve("target/app")
            .toAbsolutePath()
            .normalize();
    if (!Files.isDirectory(app)) {
      throw new IllegalStateException("no " + app + ": run " + run);
    }
    return app;
  }

  /** As above, of those that every run has. */
  public static Path folder(String name) {
    return folder(name, "mvn generate-test-resources");
  }

  /** All that is in a folder, as a class path. */
  public static String classPath(Path app) {
    try (Stream<Path> jars = Files.list(app)) {
      return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that an archive has put all into. */
  public static Path onlyFolder(Path app) throws IOException {
    try (Stream<Path> content = Files.list(app)) {
      return content.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  /** Copies a folder with all that is in it, so that an application may write to it. */
  public static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Path copy = to.resolve(from.relativize(each).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy);
      }
    }
  }
}
