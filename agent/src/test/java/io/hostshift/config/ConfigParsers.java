package io.hostshift.config;

import static io.hostshift.fuzz.Fuzzed.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.base.Selection;
import io.hostshift.fuzz.Fuzzed;
import io.hostshift.source.metadata.MetadataChoice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The parsers of configuration and of requests. */
public final class ConfigParsers {
  private ConfigParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "agent-arguments",
            Fuzzed.NONE,
            ConfigParsers::arguments,
            bytes("interval=1s..10s,mode=observe,settings=-pools+processors:hook,history=9")),
        Fuzzed.of(
            "configuration-file",
            Fuzzed.NONE,
            ConfigParsers::file,
            bytes("{\"interval\": \"1s\", \"mode\": \"observe\", \"headroom\": true}")),
        Fuzzed.of(
            "checked-file",
            IOException.class,
            ConfigParsers::checked,
            bytes("{\"rules\": [{\"when\": {\"file.a\": \"b*\"}, \"processors\": \"x0.5\"}]}")),
        Fuzzed.of(
            "duration",
            IllegalArgumentException.class,
            b -> Durations.parse(text(b)),
            bytes("100ms")),
        Fuzzed.of(
            "interval",
            IllegalArgumentException.class,
            b -> Interval.parse(text(b)),
            bytes("1s..2m")),
        Fuzzed.of(
            "selection",
            IllegalArgumentException.class,
            b -> Selection.parse(text(b)),
            bytes("-a+b:c")),
        Fuzzed.of(
            "metadata-choice",
            IllegalArgumentException.class,
            b -> MetadataChoice.parse(text(b)),
            bytes("gce=http://169.254.169.254+ec2=http://127.0.0.1:80")),
        Fuzzed.of(
            "command-line",
            IllegalArgumentException.class,
            b -> ProgramLine.split(text(b)),
            bytes("/bin/tell --name 'a b' \"c\"")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static void arguments(byte[] bytes) {
    Configuration configuration = ConfigurationReader.read(text(bytes), new Properties(), Map.of());
    asked(configuration);
  }

  /** Whatever was offered, each key has a value that can be used. */
  private static void asked(Configuration configuration) {
    configuration.interval();
    configuration.get(Key.METADATA);
    configuration.get(Key.SOURCES);
    configuration.get(Key.SETTINGS);
    configuration.get(Key.SETTLE);
    configuration.get(Key.MIN_RETUNE);
    configuration.get(Key.HISTORY);
    configuration.get(Key.JOURNAL_MAX);
    configuration.get(Key.HEADROOM);
    for (Problem problem : configuration.problems()) {
      check(!problem.toString().isBlank(), "a problem without a reason");
    }
  }

  private static void file(byte[] bytes) throws IOException {
    File file = written(bytes);
    try {
      Configuration configuration = new Configuration();
      new ConfigurationFile(file, configuration).read();
      asked(configuration);
    } finally {
      Files.delete(file.toPath());
    }
  }

  private static void checked(byte[] bytes) throws IOException {
    File file = written(bytes);
    try {
      for (FileProblem problem : FileCheck.of(file).problems()) {
        check(!problem.toString().isBlank(), "a problem without a reason");
      }
    } finally {
      Files.delete(file.toPath());
    }
  }

  private static File written(byte[] bytes) throws IOException {
    File folder = new File("/dev/shm");
    File file = File.createTempFile("fuzz", ".json", folder.isDirectory() ? folder : null);
    Files.write(file.toPath(), bytes);
    return file;
  }
}
