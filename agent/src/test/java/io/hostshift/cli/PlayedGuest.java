package io.hostshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.source.GuestTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
      case "event" -> event = rest;
      case "has", "raw", "kvp", "link" -> (moved ? after : before).add(word + " " + rest);
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
        default -> {
          Files.createDirectories(root.resolve(parts[1]).getParent());
          Files.createSymbolicLink(root.resolve(parts[1]), Path.of(text));
        }
      }
    }
  }

  private static String plain(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
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
