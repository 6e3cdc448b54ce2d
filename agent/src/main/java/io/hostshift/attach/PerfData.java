package io.hostshift.attach;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The texts in the file that a HotSpot keeps for tools, {@code /tmp/hsperfdata_USER/PID}.
 *
 * <p>Format: HotSpot, share/runtime/perfMemory.hpp: a header, then entries with their length, name,
 * type and data; in the byte order of the machine, which the header names.
 */
final class PerfData {
  /** Bytes that a file of the usual size has many times; more is something else. */
  private static final int MOST_BYTES = 8 << 20;

  private static final String FOLDER = "hsperfdata_";
  private static final int MAGIC = 0xcafec0c0;
  private static final int ENTRIES_OFFSET = 24;
  private static final int ENTRY_HEADER = 20;

  private final Map<String, String> texts;

  private PerfData(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * That of a process, from a folder that only its user can have made; nothing if there is none, or
   * it cannot be read.
   */
  static PerfData of(LinuxProcess process) {
    try {
      return ProcessTmp.visit(process, tmp -> in(tmp, process));
    } catch (IOException e) {
      // Another user's, or gone since: the JVM is then asked itself.
      return none();
    }
  }

  private static PerfData none() {
    return new PerfData(Collections.<String, String>emptyMap());
  }

  /** Each user's JVMs have a folder of their own, named after the user as the JVM knows him. */
  private static PerfData in(Folder tmp, LinuxProcess process) throws IOException {
    PerfData found = in(tmp, FOLDER + process.userName(), process);
    if (found != null) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tmp.path(), FOLDER + "*")) {
      for (Path folder : folders) {
        found = in(tmp, folder.getFileName().toString(), process);
        if (found != null) {
          return found;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return none();
  }

  /** Null if this folder has none that can be believed. */
  private static PerfData in(Folder tmp, String name, LinuxProcess process) {
    try (Folder folder = tmp.folder(name)) {
      return folder.isOf(process.user())
          ? parse(folder.read(Long.toString(process.innerPid()), process.user(), MOST_BYTES))
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  static PerfData parse(byte[] bytes) {
    Map<String, String> texts = new HashMap<>();
    try {
      ByteBuffer data = ByteBuffer.wrap(bytes);
      if (data.getInt(0) == MAGIC) {
        data.order(data.get(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        entries(data, texts);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      // Cut, or being written: what was found until here is true.
    }
    return new PerfData(texts);
  }

  private static void entries(ByteBuffer data, Map<String, String> texts) {
    int at = data.getInt(ENTRIES_OFFSET);
    int entries = data.getInt(ENTRIES_OFFSET + 4);
    for (int i = 0; i < entries; i++) {
      int length = data.getInt(at);
      if (length < ENTRY_HEADER) {
        return;
      }
      int vector = data.getInt(at + 8);
      if (vector > 0 && data.get(at + 12) == 'B') {
        texts.put(
            text(data, at, data.getInt(at + 4), length),
            text(data, at, data.getInt(at + 16), length));
      }
      at += length;
    }
  }

  /**
   * Up to the zero byte that ends it; within its entry, so that all are no longer than the file.
   */
  private static String text(ByteBuffer data, int entry, int offset, int length) {
    if (offset < ENTRY_HEADER || offset > length) {
      throw new IndexOutOfBoundsException();
    }
    int from = entry + offset;
    int to = from;
    while (to < entry + length && data.get(to) != 0) {
      to++;
    }
    return new String(data.array(), from, to - from, StandardCharsets.UTF_8);
  }

  /** Null if it is not there. */
  String text(String name) {
    return texts.get(name);
  }
}
