package io.hostshift.it.cost;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.hostshift.it.run.ShippedJars;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * The shipped jar with what nobody would ship: its start takes some half a second more and keeps 24
 * MiB, each poll spins for 300 µs and makes 4 KiB of garbage.
 */
final class SlowedJar {
  private static final String ISOLATED = "META-INF/hostshift-isolated.jar";
  private static final String WATCHER = "io.hostshift.watch.HostWatcher";

  private SlowedJar() {}

  /** Woven into each poll. */
  static final class Poll {
    private Poll() {}

    @Advice.OnMethodEnter
    static void spin() {
      byte[] garbage = new byte[4096];
      for (int i = 0; i < 500_000; i++) {
        garbage[i & 4095] += i;
      }
      if (garbage[0] == garbage[1] && garbage[2] == garbage[3]) {
        System.getProperties().put("hostshift-slowed-poll", garbage);
      }
    }
  }

  /** Woven into the first reading. */
  static final class Baseline {
    private Baseline() {}

    @Advice.OnMethodEnter
    static void spin() {
      byte[] kept = new byte[24 << 20];
      for (int i = 0; i < 400_000_000; i++) {
        kept[i & 4095] += i;
      }
      System.getProperties().put("hostshift-slowed", kept);
    }
  }

  static Path create(Path folder) throws IOException {
    Path shipped = folder.resolve("isolated.jar");
    Path slowed = folder.resolve("isolated-slowed.jar");
    Path jar = folder.resolve("slowed.jar");
    try (ZipFile outer = new ZipFile(ShippedJars.agent().toFile())) {
      try (InputStream in = outer.getInputStream(outer.getEntry(ISOLATED))) {
        Files.copy(in, shipped);
      }
      copy(shipped, slowed, WATCHER.replace('.', '/') + ".class", woven(shipped), false);
      copy(ShippedJars.agent(), jar, ISOLATED, Files.readAllBytes(slowed), true);
    }
    return jar;
  }

  private static byte[] woven(Path isolated) throws IOException {
    try (ClassFileLocator classes =
        new ClassFileLocator.Compound(
            ClassFileLocator.ForJarFile.of(isolated.toFile()),
            ClassFileLocator.ForClassLoader.ofSystemLoader())) {
      return new ByteBuddy()
          .redefine(TypePool.Default.of(classes).describe(WATCHER).resolve(), classes)
          .visit(Advice.to(Poll.class).on(named("poll")))
          .visit(Advice.to(Baseline.class).on(named("baseline")))
          .make()
          .getBytes();
    }
  }

  private static void copy(Path from, Path to, String entry, byte[] content, boolean stored)
      throws IOException {
    try (ZipFile in = new ZipFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry each : Collections.list(in.entries())) {
        byte[] bytes = each.getName().equals(entry) ? content : bytes(in, each);
        ZipEntry copy = new ZipEntry(each.getName());
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(bytes);
          copy.setMethod(ZipEntry.STORED);
          copy.setSize(bytes.length);
          copy.setCrc(crc.getValue());
        }
        out.putNextEntry(copy);
        out.write(bytes);
      }
    }
  }

  private static byte[] bytes(ZipFile jar, ZipEntry entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = jar.getInputStream(entry)) {
      in.transferTo(bytes);
    }
    return bytes.toByteArray();
  }
}
