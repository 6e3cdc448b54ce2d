package io.hostshift.hotspot;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;

/**
 * What {@link FlagWriteTest} runs in a JVM of its own: each argument {@code FLAG=VALUE} or {@code
 * FLAG:ORIGIN} is written, and a line printed of what the JVM itself then says. {@code
 * gang=WORKERS} limits the set of G1's workers, of which the JVM has four, and collects, {@code
 * fewgang=WORKERS} does so before the first collection. A first argument {@code FAULT@FLAG} makes
 * the JVM's own word on that flag a false one; {@code tell} has each write told before it is made,
 * with what the JVM says then, and {@code forbid} forbids it.
 */
public final class FlagWriting {
  private static Instrumentation instrumentation;

  private FlagWriting() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] writes) throws UnavailableException {
    WriteWitness witness = witness(writes[0]);
    try (HotSpot hotspot = FakeWord.open(instrumentation, FakeWord.faults(writes[0]), witness)) {
      for (String write : writes) {
        if (write.contains("@") || write.equals("tell") || write.equals("forbid")) {
          continue;
        }
        String[] parts = write.split("[=:]");
        try {
          if (parts[0].equals("fewgang")) {
            hotspot.gang(4).limitTo(Integer.parseInt(parts[1]));
          }
          if (parts[0].equals("gang")) {
            limitGang(hotspot, Integer.parseInt(parts[1]));
            continue;
          }
          VmFlag flag = hotspot.flag(parts[0]);
          if (write.contains("=")) {
            flag.write(Long.parseLong(parts[1]));
          } else {
            flag.writeOrigin(Origin.valueOf(parts[1]));
          }
          System.out.println(seenByTheJvm(parts[0]));
        } catch (UnavailableException e) {
          String kind = e instanceof DisbelievedException ? "disbelieved: " : "refused: ";
          System.out.println(kind + e.getMessage());
          if (e instanceof DisbelievedException) {
            System.out.println(seenByTheJvm(parts[0]));
          }
        }
      }
    }
  }

  private static WriteWitness witness(String word) {
    switch (word) {
      case "tell":
        return write ->
            System.out.println(
                "before "
                    + write
                    + (write.back() ? ", back" : "")
                    + ": "
                    + (write.name().equals("gang")
                        ? ""
                        : seenByTheJvm(write.name().replace(".origin", ""))));
      case "forbid":
        return write -> {
          throw new UnavailableException("not now");
        };
      default:
        return WriteWitness.NONE;
    }
  }

  private static void limitGang(HotSpot hotspot, int workers) throws UnavailableException {
    System.gc(); // The first collection makes all four.
    WorkerGang gang = hotspot.gang(4);
    gang.limitTo(workers);
    System.gc();
    System.out.println("at most " + gang.limit() + ", active " + (gang.active() <= workers));
    gang.limitTo(4);
  }

  private static String seenByTheJvm(String name) {
    if (name.equals("ActiveProcessorCount")) {
      return Runtime.getRuntime().availableProcessors() + " processors";
    }
    var bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    var option = bean.getVMOption(name);
    return option.getValue() + " " + option.getOrigin();
  }
}
