package io.hostshift.boot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The shipped jar, its agent replaced by one that writes down what it sees. */
final class StandInJar {
  private static final String AGENT = "io/hostshift/agent/Agent.class";

  private StandInJar() {}

  /**
   * @param folder where the jar and what it is made of go
   */
  static Path create(Path folder) throws IOException {
    Path jar = folder.resolve("hostshift.jar");
    byte[] agent = compile(folder);
    try (ZipFile shipped = new ZipFile(ForkedJvm.shippedJar().toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (ZipEntry entry : List.copyOf(shipped.stream().toList())) {
        byte[] content = shipped.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(TestJar.ISOLATED)) {
          content = replaceAgent(content, agent);
        }
        ZipEntry stored = new ZipEntry(entry.getName());
        CRC32 crc = new CRC32();
        crc.update(content);
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(content.length);
        stored.setCrc(crc.getValue());
        out.putNextEntry(stored);
        out.write(content);
      }
    }
    return jar;
  }

  private static byte[] replaceAgent(byte[] jar, byte[] agent) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.getName().equals(AGENT)) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          in.transferTo(out);
        }
      }
      out.putNextEntry(new ZipEntry(AGENT));
      out.write(agent);
    }
    return bytes.toByteArray();
  }

  private static byte[] compile(Path folder) throws IOException {
    String source;
    try (InputStream in = StandInJar.class.getResourceAsStream("/standin/Agent.java.txt")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Agent.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "--release",
            "8",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, problem -> {}, options, null, List.of(file))
            .call();
    if (!compiled) {
      throw new IOException("the stand-in does not compile");
    }
    return Files.readAllBytes(folder.resolve(AGENT));
  }
}
