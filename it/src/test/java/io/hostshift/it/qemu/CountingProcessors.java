package io.hostshift.it.qemu;

/** A program for the guest that says how many processors there are whenever that changes. */
final class CountingProcessors {
  private CountingProcessors() {}

  public static void main(String[] args) throws InterruptedException {
    int last = 0;
    while (true) {
      int now = Runtime.getRuntime().availableProcessors();
      if (now != last) {
        System.out.println("processors " + now);
      }
      last = now;
      Thread.sleep(100); // How finely it looks.
    }
  }
}
