package io.hostshift.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** All looks of an agent that may hang. */
public final class Errands {
  private static final long END_MILLIS = 500;

  private final NanoClock clock;
  private final List<Errand<?>> all = new CopyOnWriteArrayList<>();

  public Errands(NanoClock clock) {
    this.clock = clock;
  }

  /**
   * One that has not been sent yet.
   *
   * @param thread the name of its thread
   * @param place what is looked at, as the beginning of a sentence
   */
  public <T> Errand<T> of(String thread, String place, Supplier<T> look) {
    Errand<T> errand = new Errand<>(thread, place, clock, look);
    all.add(errand);
    return errand;
  }

  /** What keeps a look waiting, a sentence each. */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    for (Errand<?> errand : all) {
      String trouble = errand.trouble();
      if (trouble != null) {
        troubles.add(trouble);
      }
    }
    return troubles;
  }

  /**
   * Ends them.
   *
   * @return what has not ended, a sentence each
   */
  public List<String> end() {
    List<String> waiting = new ArrayList<>();
    for (Errand<?> errand : all) {
      String remains = errand.end(END_MILLIS);
      if (remains != null) {
        waiting.add(remains);
      }
    }
    return waiting;
  }
}
