package io.hostshift.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small jars, plain or one inside the other as shipped. */
final class TestJar {
  static final String ISOLATED = "META-INF/hostshift-isolated.jar";

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  TestJar with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TestJar with(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  TestJar withClass(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (var in = type.getClassLoader().getResourceAsStream(name)) {
      return with(name, in.readAllBytes());
    }
  }

  byte[] deflated() throws IOException {
    return bytes(ZipEntry.DEFLATED);
  }

  /** A jar with this one in it, as shipped. */
  Path shipped(Path file) throws IOException {
    return Files.write(file, new TestJar().with(ISOLATED, deflated()).bytes(ZipEntry.STORED));
  }

  byte[] bytes(int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(each.getValue());
          entry.setCrc(crc.getValue());
          entry.setSize(each.getValue().length);
        }
        out.putNextEntry(entry);
        out.write(each.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
