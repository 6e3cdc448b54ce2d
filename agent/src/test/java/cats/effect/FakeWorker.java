package cats.effect;

/** A thread of a class that is named as one of the library's. */
public final class FakeWorker extends Thread {
  public FakeWorker(String name) {
    super(name);
  }

  @Override
  public void run() {
    // It is looked at, and never started.
  }
}
