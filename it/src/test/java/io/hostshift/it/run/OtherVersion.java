package io.hostshift.it.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The shipped jar as another release of it would be: the same, but for its version. */
public final class OtherVersion {
  private OtherVersion() {}

  public static Path write(Path jar, String version) throws IOException {
    try (ZipFile shipped = new ZipFile(ShippedJars.agent().toFile());
        OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream other = new ZipOutputStream(file)) {
      for (ZipEntry entry : shipped.stream().toList()) {
        byte[] bytes;
        try (InputStream in = shipped.getInputStream(entry)) {
          bytes = in.readAllBytes();
        }
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
          other.putNextEntry(new ZipEntry(entry.getName()));
          bytes = renamed(bytes, version);
        } else {
          // With the method of the original: what is stored has to stay stored.
          ZipEntry same = new ZipEntry(entry);
          same.setCompressedSize(entry.getMethod() == ZipEntry.STORED ? entry.getSize() : -1);
          other.putNextEntry(same);
        }
        other.write(bytes);
        other.closeEntry();
      }
    }
    return jar;
  }

  private static byte[] renamed(byte[] bytes, String version) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manifest.write(out);
    return out.toByteArray();
  }
}
