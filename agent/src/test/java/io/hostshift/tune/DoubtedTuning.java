package io.hostshift.tune;

import io.hostshift.base.Selection;
import io.hostshift.hotspot.FakeWord;
import io.hostshift.hotspot.HotSpot;
import io.hostshift.tune.rules.Rules;
import io.hostshift.tune.setting.Status;
import io.hostshift.tune.setting.ThisJvm;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link DoubtedJvmTest} runs in a JVM of its own: it tunes that JVM, whose own word on its
 * flags has faults, to two processors and back, and prints how each setting stood each time.
 */
public final class DoubtedTuning {
  private static Instrumentation instrumentation;

  private DoubtedTuning() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] faults) throws IOException {
    try (HotSpot hotspot = FakeWord.open(instrumentation, FakeWord.faults(faults[0]))) {
      Levers levers =
          Levers.of(ThisJvm.open(hotspot, instrumentation).asked(Selection.parse(""), true));
      Tuner tuner =
          new Tuner(levers, Rules.NONE, profile -> profile.capacity().processors(), () -> false);
      tuner.look(TunerBench.host(8));
      print("at start", tuner);
      tuner.retune(TunerBench.host(2));
      print("retuned", tuner);
      for (int i = 0; i < 3; i++) {
        tuner.follow();
        tuner.lookAgain(TunerBench.host(2));
      }
      print("later", tuner);
      tuner.retune(TunerBench.host(8));
      print("back", tuner);
      tuner.restore(TunerBench.host(8));
      print("restored", tuner);
      System.out.println(
          hotspot.flag("HeapSizePerGCThread")
              + ", "
              + hotspot.flag("ConcGCThreads")
              + ", "
              + hotspot.flag("ActiveProcessorCount"));
    }
  }

  private static void print(String when, Tuner tuner) {
    for (Status status : tuner.statuses()) {
      List<String> words = new ArrayList<>();
      words.add(when);
      words.add(status.name());
      words.add(status.state().toString());
      words.add(status.current() + " of " + status.target());
      words.add(status.reason());
      System.out.println(String.join("|", words));
    }
  }
}
