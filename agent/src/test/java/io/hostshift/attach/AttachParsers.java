package io.hostshift.attach;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** The parsers of what other JVMs show of themselves. */
public final class AttachParsers {
  private AttachParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "perf-data",
            Fuzzed.NONE,
            b -> PerfData.parse(b).text("java.property.java.version"),
            perfData()),
        Fuzzed.of(
            "java-command-line",
            Fuzzed.NONE,
            b ->
                JavaCommandLine.shortName(
                    JavaCommandLine.main(Arrays.asList(new String(b, UTF_8).split("\0")))),
            "java\0-cp\0a:b\0-Dx=y\0com.example.Main\0arg".getBytes(UTF_8)));
  }

  /** This JVM's own, if it keeps one. */
  private static byte[] perfData() {
    File file =
        new File(
            "/tmp/hsperfdata_" + System.getProperty("user.name"),
            Long.toString(ProcessHandle.current().pid()));
    try {
      return file.isFile() ? Files.readAllBytes(file.toPath()) : new byte[32];
    } catch (IOException e) {
      return new byte[32];
    }
  }
}
