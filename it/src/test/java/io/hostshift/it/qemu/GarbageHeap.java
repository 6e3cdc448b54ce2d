package io.hostshift.it.qemu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JVM whose heap is full, of garbage, whenever the file {@code /tmp/fill} is made; the file is
 * gone when that is done. What it keeps is little.
 */
public final class GarbageHeap {
  private static final Path FILL = Path.of("/tmp/fill");
  private static final int PIECE = 128 << 10;
  private static final double SHARE = 0.85;

  private static List<byte[]> held = new ArrayList<>();

  private GarbageHeap() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("garbage: up");
    while (true) {
      if (Files.exists(FILL)) {
        fill();
        Files.delete(FILL);
      }
      Thread.sleep(100); // A program of its own, in the guest.
    }
  }

  /** No page of it is empty, or like another: neither would be sent as it is. */
  private static void fill() {
    long pieces = (long) (Runtime.getRuntime().maxMemory() * SHARE) / PIECE;
    for (long i = 0; i < pieces; i++) {
      byte[] piece = new byte[PIECE];
      Arrays.fill(piece, (byte) (i % 100 + 1));
      held.add(piece);
    }
    held = new ArrayList<>();
  }
}
