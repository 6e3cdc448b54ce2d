package io.hostshift.it.qemu;

import io.hostshift.it.run.Program;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a test puts into its guest, below {@code /payload}. A script named {@code start} is run when
 * the guest is up; what it prints comes out of {@link GuestMachine#lines()}.
 */
public final class Payload {
  /**
   * The last file of the initramfs: where it is missing, memory was too small for what precedes.
   */
  static final String LAST = "unpacked";

  private static final String ROOT = "payload/";

  private final Map<String, byte[]> files = new TreeMap<>();

  /** Adds a file of the host as {@code /payload/NAME}. */
  public Payload file(String name, Path content) {
    try {
      files.put(ROOT + name, Files.readAllBytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a text, a script for instance, as {@code /payload/NAME}. */
  public Payload text(String name, String content) {
    files.put(ROOT + name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds a class of the tests; it is on the class path {@code /payload/classes} of the guest. */
  public Payload program(Class<?> program) {
    String name = program.getName().replace('.', '/') + ".class";
    try (InputStream in = program.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("No class file of " + program);
      }
      files.put(ROOT + "classes/" + name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a program that a test has compiled, to the same class path. */
  Payload program(Program program) {
    try (Stream<Path> files = Files.list(program.classes())) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        file("classes/" + file.getFileName(), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes the whole initramfs: base, the runtimes, and this behind them. */
  void writeInitramfs(Path target, QemuHome home, GuestSpec spec) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      for (Path base : home.base(spec.kernel())) {
        Files.copy(base, out);
      }
      for (int jdk : spec.jdks()) {
        Files.copy(GuestJdk.archive(home, jdk), out);
      }
      writeTo(out);
    }
  }

  private void writeTo(OutputStream out) throws IOException {
    CpioArchive archive = new CpioArchive(out);
    for (String folder : folders()) {
      archive.folder(folder);
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      archive.file(file.getKey(), file.getValue());
    }
    archive.file(LAST, new byte[0]);
    archive.end();
  }

  private TreeSet<String> folders() {
    TreeSet<String> folders = new TreeSet<>();
    for (String path : files.keySet()) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        folders.add(path.substring(0, slash));
      }
    }
    return folders;
  }
}
