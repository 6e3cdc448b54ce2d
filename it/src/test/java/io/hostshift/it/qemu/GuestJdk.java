package io.hostshift.it.qemu;

import io.hostshift.it.run.Jdk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archive that unpacks to {@code /jdk/VERSION} of a guest. The set-up makes those of the JDKs
 * that most guests have; of any other of this machine it is made here, by jlink, or from the JRE
 * that a JDK 8 comes with.
 */
final class GuestJdk {
  private static final Path MADE = Path.of("target", "guest-jdks");
  private static final String MODULES =
      "java.instrument,java.logging,java.management,java.naming,java.xml,jdk.attach,jdk.jfr,"
          + "jdk.management,jdk.management.agent,jdk.unsupported,jdk.zipfs";

  /** By which every program finds its libraries; that of this machine's may be elsewhere. */
  private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";

  private static final String OWN_LOADER = "/ld-linux-x86-64.so.2\0";

  private GuestJdk() {}

  /** Makes it first, where it is not there. */
  static Path archive(QemuHome home, int version) throws IOException {
    Path made = home.jdk(version);
    if (Files.exists(made)) {
      return made;
    }
    Path archive = MADE.resolve("jdk-" + version + ".cpio");
    if (!Files.exists(archive)) {
      Files.createDirectories(MADE);
      Path half = MADE.resolve("jdk-" + version + ".half");
      pack(version == 8 ? Jdk.of(8).home().resolve("jre") : linked(version), version, half);
      Files.move(half, archive);
    }
    return archive;
  }

  private static Path linked(int version) throws IOException {
    Jdk jdk = Jdk.of(version);
    Path image = Files.createTempDirectory(MADE, "image-").resolve("jdk");
    Process jlink =
        new ProcessBuilder(
                jdk.tool("jlink").toString(),
                "--module-path",
                jdk.home().resolve("jmods").toString(),
                "--add-modules",
                MODULES,
                "--no-header-files",
                "--no-man-pages",
                "--output",
                image.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(jlink.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (jlink.waitFor() != 0) {
        throw new IllegalStateException("jlink of " + jdk + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return image;
  }

  private static void pack(Path image, int version, Path target) throws IOException {
    String root = "jdk/" + version;
    try (Stream<Path> walk = Files.walk(image);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      List<Path> files = walk.sorted().toList();
      CpioArchive archive = new CpioArchive(out);
      archive.folder("jdk");
      for (Path file : files) {
        String name = file.equals(image) ? root : root + "/" + image.relativize(file);
        if (Files.isDirectory(file)) {
          archive.folder(name);
        } else if (Files.exists(file)
            && !name.endsWith(".debuginfo")
            && !name.contains("/legal/")) {
          archive.file(name, withUsualLoader(Files.readAllBytes(file)));
        }
      }
      archive.end();
    }
  }

  /** A program that was given this machine's own loader asks for the guest's. */
  private static byte[] withUsualLoader(byte[] program) {
    boolean elf = program.length > 4 && program[0] == 0x7f && program[1] == 'E';
    String text = elf ? new String(program, StandardCharsets.ISO_8859_1) : "";
    byte[] loader = LOADER.getBytes(StandardCharsets.US_ASCII);
    for (int at = text.indexOf(OWN_LOADER); at >= 0; at = text.indexOf(OWN_LOADER, at + 1)) {
      int begin = text.lastIndexOf('\0', at) + 1;
      if (at - begin > LOADER.length()) {
        Arrays.fill(program, begin, text.indexOf('\0', at), (byte) 0);
        System.arraycopy(loader, 0, program, begin, loader.length);
      }
    }
    return program;
  }
}
