package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;

/** A JVM's word that is the true one, or not. */
public final class FakeWord implements FlagWord {
  /** What is wrong with it. */
  public enum Fault {
    /** It says nothing of the flag. */
    SILENT,
    /** It says another value from the beginning. */
    VALUE,
    /** It says another origin from the beginning. */
    ORIGIN,
    /** It goes on to say what it said first: what is written is not what the JVM reads. */
    STUCK
  }

  private final FlagWord truth = new ManagementWord();
  private final Map<String, Fault> faults;
  private final Map<String, Said> first = new HashMap<>();

  FakeWord(Map<String, Fault> faults) {
    this.faults = faults;
  }

  /** This JVM, with a word that has faults about these flags. */
  public static HotSpot open(Instrumentation instrumentation, Map<String, Fault> faults)
      throws UnavailableException {
    return open(instrumentation, faults, WriteWitness.NONE);
  }

  static HotSpot open(
      Instrumentation instrumentation, Map<String, Fault> faults, WriteWitness witness)
      throws UnavailableException {
    return HotSpot.open(instrumentation, new File("/proc/self"), new FakeWord(faults), witness);
  }

  /** Such as {@code SILENT@FLAG,VALUE@OTHER}; what has none is no list of faults. */
  public static Map<String, Fault> faults(String text) {
    Map<String, Fault> faults = new HashMap<>();
    if (text.contains("@")) {
      for (String part : text.split(",")) {
        String[] fault = part.split("@");
        faults.put(fault[1], Fault.valueOf(fault[0]));
      }
    }
    return faults;
  }

  @Override
  public Said of(String asked) {
    Said said = truth.of(asked);
    if (!faults.containsKey(asked)) {
      return said;
    }
    first.putIfAbsent(asked, said);
    switch (faults.get(asked)) {
      case SILENT:
        return null;
      case VALUE:
        return new Said("12345", Origin.DEFAULT);
      case ORIGIN:
        return new Said(said.toString().replaceAll(" .*", ""), Origin.CONFIG_FILE);
      default:
        return first.get(asked);
    }
  }
}
