package io.hostshift.it.qemu;

/** A program for the guest that does nothing, so that all that happens is the agent's. */
final class Idle {
  private Idle() {}

  public static void main(String[] args) throws InterruptedException {
    Thread.sleep(Long.MAX_VALUE); // All that it does.
  }
}
