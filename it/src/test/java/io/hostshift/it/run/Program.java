package io.hostshift.it.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A little program that a test holds as text, compiled for Java 8, so that every JDK of the matrix
 * runs it.
 *
 * @param classes the folder of its classes
 * @param main the name of its main class
 */
public record Program(Path classes, String main) {
  private static final String SLEEPING =
      """
      public class %s {
        public static void main(String[] args) throws Exception {
          System.out.println("up");
          Thread.sleep(600_000);
        }
      }
      """;

  /** One that says {@code up} and sleeps until it is ended, for ten minutes at most. */
  public static Program sleeping(Path folder, String name) {
    return compile(folder, name, SLEEPING.formatted(name));
  }

  /**
   * Compiles the source of this class (of the unnamed package) into the folder; it may use those
   * that were compiled into it before.
   */
  public static Program compile(Path folder, String name, String source) {
    return compile(folder, name, source, 8, folder.toString());
  }

  /** As {@link #compile(Path, String, String)}, for this Java version, with this class path. */
  public static Program compile(
      Path folder, String name, String source, int release, String classPath) {
    try {
      Path file = Files.writeString(folder.resolve(name + ".java"), source);
      javac(
          "--release",
          Integer.toString(release),
          "-Xlint:-options",
          "-cp",
          classPath,
          "-d",
          folder.toString(),
          file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Program(folder, name);
  }

  /** Packs the classes of its folder into this jar, with these attributes of the manifest. */
  public Path pack(Path jar, Map<String, String> attributes) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach(main::putValue);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.list(classes)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(file.getFileName().toString()));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  /**
   * Runs the compiler of the test's own JDK.
   *
   * @throws IllegalArgumentException with what it says, if it does not compile
   */
  public static void javac(String... arguments) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    if (ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments) != 0) {
      throw new IllegalArgumentException(errors.toString(StandardCharsets.UTF_8));
    }
  }
}
