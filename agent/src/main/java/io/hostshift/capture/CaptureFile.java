package io.hostshift.capture;

import io.hostshift.base.BoundedBytes;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A tree of files in one file that people can send: a zip archive without compression, so that what
 * is in it can be searched for as it is.
 */
public final class CaptureFile {
  private static final String LINKS = "hostshift/links";
  private static final int MOST_ENTRIES = 50_000;

  /** Folders in one another, and links: a file that somebody has made is not to make millions. */
  private static final int DEEPEST = 64;

  private static final int MOST_LINKS = 10_000;
  private static final int MOST_BYTES = 64 << 20;

  private CaptureFile() {}

  /** Replaces a file that is there. */
  static void write(File file, Map<String, byte[]> contents, Map<String, String> links)
      throws IOException {
    Path target = file.getAbsoluteFile().toPath();
    Path fresh = Files.createTempFile(target.getParent(), ".hostshift", ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(fresh))) {
      for (Map.Entry<String, byte[]> each : contents.entrySet()) {
        entry(zip, each.getKey(), each.getValue());
      }
      StringBuilder list = new StringBuilder();
      for (Map.Entry<String, String> link : links.entrySet()) {
        list.append(link.getKey()).append('\t').append(link.getValue()).append('\n');
      }
      entry(zip, LINKS, list.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
    Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCompressedSize(bytes.length);
    entry.setCrc(crc.getValue());
    // Nobody needs to know when.
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * Into a new folder of this user's alone, which {@link #delete} takes away.
   *
   * @throws IOException if it is no such file, or would write anywhere else
   */
  public static File unpack(File file) throws IOException {
    return unpack(file, Files.createTempDirectory("hostshift"));
  }

  /** As above, into a folder that is empty, and taken away where this fails. */
  static File unpack(File file, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file.toPath()))) {
      Map<Path, byte[]> contents = new TreeMap<>();
      String links = "";
      int bytes = 0;
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = folder.resolve(entry.getName()).normalize();
        byte[] content = bytes(zip, MOST_BYTES - bytes);
        bytes += content.length;
        int depth = path.getNameCount() - folder.getNameCount();
        if (!path.startsWith(folder) || depth > DEEPEST || ++entries > MOST_ENTRIES) {
          throw new IOException(file + " is no report of a probe: " + entry.getName());
        }
        if (entry.getName().equals(LINKS)) {
          links = new String(content, StandardCharsets.UTF_8);
        } else {
          contents.put(path, entry.isDirectory() ? null : content);
        }
      }
      if (entries == 0) {
        throw new IOException(file + " is neither a folder nor a report of a probe");
      }
      link(folder, links);
      for (Map.Entry<Path, byte[]> each : contents.entrySet()) {
        put(each.getKey(), each.getValue());
      }
      return folder.toFile();
    } catch (EOFException | ZipException | RuntimeException e) {
      delete(folder.toFile());
      String why = e.getMessage() == null ? "it is cut off" : e.getMessage();
      throw new IOException(file + " is no report of a probe: " + why, e);
    } catch (IOException e) {
      delete(folder.toFile());
      throw e;
    }
  }

  private static byte[] bytes(InputStream in, int most) throws IOException {
    byte[] bytes = BoundedBytes.read(in, most);
    if (bytes.length > most) {
      throw new IOException("more than " + MOST_BYTES + " bytes");
    }
    return bytes;
  }

  /** Each leads into a folder apart, under the one name that counts; files may lie behind it. */
  private static void link(Path folder, String links) throws IOException {
    String[] lines = links.split("\n");
    if (lines.length > MOST_LINKS) {
      throw new IOException(lines.length + " links, which are too many");
    }
    int number = 0;
    for (String line : lines) {
      String[] both = line.split("\t");
      if (both.length != 2) {
        continue;
      }
      Path path = folder.resolve(both[0]).normalize();
      int depth = path.getNameCount() - folder.getNameCount();
      Path target = folder.resolve("hostshift/behind/" + number++).resolve(both[1]).normalize();
      boolean plain = !both[1].contains("/") && !both[1].startsWith(".");
      boolean within = path.startsWith(folder) && depth > 0 && depth <= DEEPEST;
      if (!plain || !within) {
        throw new IOException("a link that leads elsewhere: " + both[0]);
      }
      Files.createDirectories(path.getParent());
      Files.createDirectories(target);
      Files.createSymbolicLink(path, path.getParent().toRealPath().relativize(target.toRealPath()));
    }
  }

  private static void put(Path path, byte[] content) throws IOException {
    if (content == null) {
      Files.createDirectories(path);
    } else if (!Files.isDirectory(path)) {
      Files.createDirectories(path.getParent());
      Files.write(path, content);
    }
  }

  /** With all that is below it. */
  public static void delete(File folder) throws IOException {
    Files.walkFileTree(
        folder.toPath(),
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
