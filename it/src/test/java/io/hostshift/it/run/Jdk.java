package io.hostshift.it.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A JDK that tests start JVMs of: one that {@code it/setup/jdks} has unpacked, or else the one that
 * runs the tests, if it has the version asked for.
 *
 * @param version the feature version: 8, 11, 17, …
 * @param home the folder with {@code bin/java} in it
 */
public record Jdk(int version, Path home) {
  private static final Map<Integer, String> LIST = list();

  /** The versions that the project is tested on, oldest first. */
  public static final List<Integer> MATRIX = those(of -> !of.equals("early"));

  /** Those of the matrix that every run takes, where the others are left to the long run. */
  public static final List<Integer> QUICK = those("quick"::equals);

  /** The rest of the matrix. */
  public static final List<Integer> OTHERS = those(String::isEmpty);

  /** The newest one that is not released yet; it may be missing. */
  public static final int EARLY = those("early"::equals).get(0);

  /** Those of the matrix, from this version on. */
  public static Stream<Integer> from(int oldest) {
    return MATRIX.stream().filter(version -> version >= oldest);
  }

  private static List<Integer> those(Predicate<String> part) {
    return LIST.entrySet().stream()
        .filter(each -> part.test(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** By version, the part of the matrix that each is in; {@code it/setup/jdks} reads the same. */
  private static Map<Integer, String> list() {
    try (InputStream in = Jdk.class.getResourceAsStream("/jdks.tsv")) {
      Map<Integer, String> list = new TreeMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(columns -> list.put(Integer.valueOf(columns[0]), columns[2]));
      return list;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDK of this version; fails, saying how to get it, where there is none. */
  public static Jdk of(int version) {
    if (isUnpacked(version)) {
      return new Jdk(version, unpacked(version));
    }
    Jdk running = running();
    if (running.version == version) {
      return running;
    }
    throw new IllegalStateException(
        "no JDK " + version + " at " + unpacked(version) + ": run it/setup/jdks, or it/run");
  }

  /**
   * The JDK in a folder of its own, whose version is what its {@code release} file says.
   *
   * @throws IllegalStateException if it says none
   */
  public static Jdk at(Path home) {
    try {
      String version = release(home, "JAVA_VERSION").replaceAll("^1\\.", "");
      return new Jdk(Integer.parseInt(version.replaceAll("[^0-9].*", "")), home);
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("no JDK at " + home + ": " + e.getMessage(), e);
    }
  }

  /** The JDK that runs the tests. */
  public static Jdk running() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** Every version that {@link #of} would find now, oldest first. */
  public static List<Jdk> installed() {
    return Stream.concat(unpackedVersions().stream(), Stream.of(running().version))
        .distinct()
        .sorted()
        .map(Jdk::of)
        .toList();
  }

  /** Whether {@link #of} would find this version. */
  public static boolean isThere(int version) {
    return isUnpacked(version) || running().version == version;
  }

  /** Its very build, such as {@code 17.0.19+10-1-deb12u2-Debian}; empty if it does not say. */
  public String build() {
    try {
      return release(home, "JAVA_RUNTIME_VERSION");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String release(Path home, String property) throws IOException {
    Properties release = new Properties();
    release.load(new StringReader(Files.readString(home.resolve("release"))));
    return release.getProperty(property, "").replace("\"", "");
  }

  /** The {@code java} launcher. */
  public Path java() {
    return tool("java");
  }

  /** One of the programs in {@code bin}. */
  public Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }

  private static List<Integer> unpackedVersions() {
    Path folder = Machines.folder().resolve("jdk");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes
          .map(home -> home.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .map(Integer::valueOf)
          .filter(Jdk::isUnpacked)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path unpacked(int version) {
    return Machines.folder().resolve("jdk").resolve(Integer.toString(version));
  }

  /** The set-up writes this file last, so that a half unpacked JDK does not count. */
  private static boolean isUnpacked(int version) {
    return Files.exists(unpacked(version).resolve("ready"));
  }
}
