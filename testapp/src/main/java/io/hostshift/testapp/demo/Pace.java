package io.hostshift.testapp.demo;

/** Time, as a demo spends it; tests pass in one that goes by itself. */
interface Pace {
  /** Epoch milliseconds, comparable with what the agent reports. */
  long millis();

  void pause(long millis) throws InterruptedException;

  static Pace real() {
    return new Pace() {
      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
      }
    };
  }
}
