package io.hostshift.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the command line, {@code java -jar hostshift.jar …}, and what came of it. */
public record Hostshift(int code, List<String> out, List<String> err) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Runs a command to its end. */
  public static Hostshift run(Jdk jdk, String... arguments) {
    return run(List.of(), jdk, arguments);
  }

  /** As {@link #run(Jdk, String...)}, from another jar than the shipped one. */
  public static Hostshift run(Jdk jdk, Path jar, String... arguments) {
    return ended(start(List.of(), jdk, jar, arguments), arguments);
  }

  /** As {@link #run(Jdk, String...)}, with words before the {@code java}, such as a sudo. */
  public static Hostshift run(List<String> before, Jdk jdk, String... arguments) {
    return run(before, jdk, ShippedJars.agent(), arguments);
  }

  /** As {@link #run(List, Jdk, String...)}, from another jar than the shipped one. */
  public static Hostshift run(List<String> before, Jdk jdk, Path jar, String... arguments) {
    return ended(start(before, jdk, jar, arguments), arguments);
  }

  private static Hostshift ended(Process process, String... arguments) {
    Lines out = Lines.of(process.getInputStream());
    Lines err = Lines.of(process.getErrorStream());
    try {
      out.awaitEnd(LIMIT);
      err.awaitEnd(LIMIT);
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("did not end within " + LIMIT + ": " + List.of(arguments));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    return new Hostshift(process.exitValue(), out.all(), err.all());
  }

  /** Starts one that goes on, such as {@code migrations --follow}. */
  public static Process start(List<String> before, Jdk jdk, Path jar, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(jdk.java().toString(), "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("HOSTSHIFT_") || name.matches(".*JAVA_.*OPTIONS"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** All of standard output as one text. */
  public String text() {
    return String.join("\n", out);
  }
}
