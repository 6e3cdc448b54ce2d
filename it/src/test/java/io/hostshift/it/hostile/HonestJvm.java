package io.hostshift.it.hostile;

import java.io.IOException;

/** A JVM that works, and is to be served whatever its neighbours do. Ends with its input. */
public final class HonestJvm {
  private HonestJvm() {}

  /** Says that it is up. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("up " + ProcessHandle.current().pid());
    while (System.in.read() >= 0) {
      Thread.yield();
    }
  }
}
