package io.hostshift.it.retune;

import io.hostshift.it.run.Program;
import java.nio.file.Path;

/**
 * An application that keeps 80 MiB of its own, which it checks, and has thrown away 400 MiB more;
 * under load it replaces what it keeps all the time.
 */
final class MemoryLoad {
  static final String READY = "ready";
  static final String BROKEN = "broken";

  /** Each time that it has looked at all that it keeps. */
  static final String WHOLE = "whole";

  private static final String SOURCE =
      """
      import java.util.*;
      public class MemoryLoad {
        static final int SIZE = (1 << 17) - 16, KEPT = 8 * 80, THROWN = 8 * 400;
        public static void main(String[] arguments) throws Exception {
          boolean load = arguments[0].equals("load");
          List<byte[]> kept = new ArrayList<>();
          for (int i = 0; i < KEPT; i++) kept.add(filled(i));
          List<byte[]> thrown = new ArrayList<>();
          for (int i = 0; i < THROWN; i++) thrown.add(filled(i));
          thrown = null;
          System.out.println("ready");
          for (int i = 0; ; i = (i + 1) % KEPT) {
            for (byte b : kept.get(i)) if (b != (byte) i) System.out.println("broken");
            if (load) kept.set(i, filled(i));
            if (i == KEPT - 1) System.out.println("whole");
            Thread.sleep(load ? 1 : 5);
          }
        }
        static byte[] filled(int i) {
          byte[] bytes = new byte[SIZE];
          Arrays.fill(bytes, (byte) i);
          return bytes;
        }
      }
      """;

  private MemoryLoad() {}

  static Program compile(Path folder) {
    return Program.compile(folder, "MemoryLoad", SOURCE);
  }
}
