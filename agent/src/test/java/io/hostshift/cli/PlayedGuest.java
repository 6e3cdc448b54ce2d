package io.hostshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.source.GuestTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A guest of guests.txt, where the format is said. */
final class PlayedGuest {
  final String name;
  final List<String> before = new ArrayList<>();
  final List<String> after = new ArrayList<>();
  final List<String> says = new ArrayList<>();
  final List<String> not = new ArrayList<>();
  final List<String> unlike = new ArrayList<>();
  String hypervisor;
  String cloud;
  String wouldNotice;
  String event = "";

  private PlayedGuest(String name) {
    this.name = name;
  }

  static List<PlayedGuest> all() throws IOException {
    try (InputStream in = PlayedGuest.class.getResourceAsStream("/guests.txt")) {
      List<PlayedGuest> guests = new ArrayList<>();
      boolean moved = false;
      for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
        String word = line.split(" ")[0];
        String rest = line.substring(Math.min(line.length(), word.length() + 1));
        if (word.equals("guest")) {
          guests.add(new PlayedGuest(rest));
          moved = false;
        } else if (word.equals("then")) {
          moved = true;
        } else if (!word.isEmpty() && !word.equals("#")) {
          guests.get(guests.size() - 1).add(word, rest, moved);
        }
      }
      return guests;
    }
  }

  private void add(String word, String rest, boolean moved) {
    switch (word) {
      case "is" -> {
        String[] parts = rest.split("\\|", -1);
        hypervisor = parts[0].trim();
        cloud = parts[1].trim();
        wouldNotice = parts[2].trim();
      }
      case "says" -> says.add(rest);
      case "not" -> not.add(rest);
      case "unlike" -> unlike.add(rest);
      case "event" -> event = rest;
      case "has", "raw", "kvp", "clock", "link" -> (moved ? after : before).add(word + " " + rest);
      default -> throw new IllegalArgumentException(word + " " + rest);
    }
  }

  /** Writes the files of one moment. */
  static void write(List<String> files, Path root) throws IOException {
    for (String file : files) {
      String[] parts = file.split(" ", 3);
      String text = parts.length < 3 ? "" : parts[2];
      GuestTree tree = new GuestTree(root);
      switch (parts[0]) {
        case "has" -> tree.with(parts[1], plain(text) + "\n");
        case "raw" -> tree.with(parts[1], plain(text));
        case "kvp" -> tree.with(parts[1], pool(text));
        case "clock" -> tree.with(parts[1], clock(text));
        default -> {
          Files.createDirectories(root.resolve(parts[1]).getParent());
          Files.createSymbolicLink(root.resolve(parts[1]), Path.of(text));
        }
      }
    }
  }

  private static String plain(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\1", "\1").replace("\\0", "\0");
  }

  /** As the kernel's header vmclock-abi.h has it. */
  private static byte[] clock(String counters) {
    String[] both = counters.split(" ");
    return ByteBuffer.allocate(112)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, 0x4b4c4356)
        .putInt(4, 112)
        .putShort(8, (short) 1)
        .putLong(16, Long.parseLong(both[0]))
        .putLong(24, 1 << 8)
        .putLong(104, Long.parseLong(both[1]))
        .array();
  }

  private static byte[] pool(String text) {
    ByteArrayOutputStream pool = new ByteArrayOutputStream();
    for (String pair : text.split(";")) {
      String[] both = pair.split("=", 2);
      pool.writeBytes(Arrays.copyOf(both[0].getBytes(UTF_8), 512));
      pool.writeBytes(Arrays.copyOf(both[1].getBytes(UTF_8), 2048));
    }
    return pool.toByteArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
