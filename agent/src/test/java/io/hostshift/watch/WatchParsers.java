package io.hostshift.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The parser of the profile that is kept across restarts. */
public final class WatchParsers {
  private WatchParsers() {}

  public static List<Fuzzed> all() {
    return List.of(Fuzzed.of("kept-profile", IOException.class, WatchParsers::profile, seed()));
  }

  private static byte[] seed() {
    return ("{\"identifiers\":[{\"name\":\"file.host\",\"value\":\"a\","
            + "\"scope\":\"INSTANCE\"}],\"hosts\":[{\"firstSeenMillis\":1,\"lastSeenMillis\":2,\"identifiers\":{\"file.host\":\"a\"}}]}")
        .getBytes(UTF_8);
  }

  private static void profile(byte[] bytes) throws IOException {
    Path folder = Path.of("/dev/shm");
    Path file =
        Files.isDirectory(folder)
            ? Files.createTempFile(folder, "fuzz", ".json")
            : Files.createTempFile("fuzz", ".json");
    try {
      Files.write(file, bytes);
      new ProfileFile(file).read();
    } finally {
      Files.delete(file);
    }
  }
}
