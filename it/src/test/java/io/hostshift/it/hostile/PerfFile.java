package io.hostshift.it.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A forged file of perf data, as a HotSpot keeps them for tools: it says whatever its writer likes.
 */
final class PerfFile {
  private static final int HEADER = 32;
  private static final int ENTRY_HEADER = 20;

  private PerfFile() {}

  /** Writes it to {@code hsperfdata_FOLDER/PID}. */
  static void forge(Path tmp, String folder, long pid, String main) throws IOException {
    Path file =
        Files.createDirectories(tmp.resolve("hsperfdata_" + folder)).resolve(Long.toString(pid));
    Files.deleteIfExists(file);
    Files.write(
        file,
        bytes(
            Map.of(
                "sun.rt.javaCommand", main,
                "java.rt.vmArgs", "-Xmx1g",
                "java.property.java.version", "17.0.1",
                "sun.rt.jvmCapabilities", "1100000000000000")));
  }

  private static byte[] bytes(Map<String, String> texts) {
    ByteBuffer data = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
    data.put(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xc0, (byte) 0xc0, 1, 2, 0, 1});
    data.putInt(24, HEADER).putInt(28, texts.size()).position(HEADER);
    texts.forEach(
        (name, text) -> {
          byte[] key = (name + '\0').getBytes(StandardCharsets.UTF_8);
          byte[] value = (text + '\0').getBytes(StandardCharsets.UTF_8);
          data.putInt(ENTRY_HEADER + key.length + value.length)
              .putInt(ENTRY_HEADER)
              .putInt(value.length)
              .put((byte) 'B')
              .put(new byte[] {0, 0, 3})
              .putInt(ENTRY_HEADER + key.length)
              .put(key)
              .put(value);
        });
    byte[] all = new byte[data.position()];
    data.flip().get(all);
    return all;
  }
}
