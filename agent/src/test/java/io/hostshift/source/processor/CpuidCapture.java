package io.hostshift.source.processor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A processor that answers as one did in a real guest: a line for each leaf and its registers. */
public final class CpuidCapture implements Cpu {
  private final Map<Integer, int[]> leaves = new HashMap<>();

  /** What the processor that runs the thread adds to its APIC identifier. */
  int processor;

  public static CpuidCapture of(String resource) throws IOException {
    CpuidCapture capture = new CpuidCapture();
    try (InputStream in = CpuidCapture.class.getResourceAsStream(resource)) {
      new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(capture::line);
    }
    return capture;
  }

  private void line(String line) {
    String[] words = line.trim().split("\\s+");
    int[] registers = new int[4];
    for (int i = 0; i < 4; i++) {
      registers[i] = Integer.parseUnsignedInt(words[1 + i], 16);
    }
    leaves.put((int) (long) Long.decode(words[0]), registers);
  }

  CpuidCapture with(int leaf, int... registers) {
    leaves.put(leaf, registers);
    return this;
  }

  int[] registers(int leaf) {
    return leaves.get(leaf);
  }

  @Override
  public void execute(int[] pairs, int[] registers) {
    for (int i = 0; i < pairs.length / 2; i++) {
      int[] answer = leaves.getOrDefault(pairs[2 * i], new int[4]);
      System.arraycopy(answer, 0, registers, 4 * i, 4);
      if (pairs[2 * i] == 1) {
        registers[4 * i + 1] += processor << 24;
      }
    }
  }
}
