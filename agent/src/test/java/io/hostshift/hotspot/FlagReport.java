package io.hostshift.hotspot;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.management.VMOption;
import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;

/**
 * Says on standard output what the package finds in a JVM: by hand on the JVMs at hand, as {@code
 * -javaagent} or as a main class without instrumentation. Kept to Java 8, so that it can be
 * compiled for it.
 */
public final class FlagReport {
  private FlagReport() {}

  public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
    report(System.out, arguments == null ? "" : arguments, instrumentation);
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      report(System.out, arguments[0], null);
    }
  }

  private static void report(PrintStream out, String mode, Instrumentation instrumentation)
      throws IOException {
    // Counting what is allocated loads classes that make the next line look cheaper.
    ThreadMXBean threads =
        mode.contains("alloc") ? (ThreadMXBean) ManagementFactory.getThreadMXBean() : null;
    long self = Thread.currentThread().getId();
    long before = threads == null ? 0 : threads.getThreadAllocatedBytes(self);
    long start = System.nanoTime();
    try (HotSpot hotspot = HotSpot.open(instrumentation, WriteWitness.NONE)) {
      long nanos = System.nanoTime() - start;
      out.println("open " + nanos / 1000 + " us");
      if (threads != null) {
        out.println("allocated " + (threads.getThreadAllocatedBytes(self) - before) / 1024 + " kB");
      }
      out.println(
          "Java "
              + hotspot.version()
              + " "
              + hotspot.collector()
              + ", "
              + hotspot.threads().nonDaemonCount()
              + " non-daemon threads");
      compare(out, hotspot);
      again(out, instrumentation);
      rereading(out, hotspot.flag("ActiveProcessorCount"), threads, self);
      for (ProvenWrite write : ProvenWrite.values()) {
        VmFlag flag = hotspot.flag(write.flag());
        String refusal =
            flag == null
                ? "no such flag"
                : write.ofOrigin() ? flag.originRefusal() : flag.valueRefusal();
        out.println(write + ": " + flag + " " + (refusal == null ? "writable" : refusal));
      }
      processors(out, hotspot.flag("ActiveProcessorCount"));
    } catch (UnavailableException e) {
      out.println("unavailable: " + e.getMessage());
    }
  }

  private static void again(PrintStream out, Instrumentation instrumentation)
      throws UnavailableException {
    long start = System.nanoTime();
    HotSpot.open(instrumentation, WriteWitness.NONE).close();
    out.println("open again " + (System.nanoTime() - start) / 1000 + " us");
  }

  private static void rereading(PrintStream out, VmFlag flag, ThreadMXBean threads, long self) {
    for (int i = 0; i < 20_000; i++) {
      flag.value();
    }
    long before = threads == null ? 0 : threads.getThreadAllocatedBytes(self);
    long start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      flag.value();
    }
    long nanos = (System.nanoTime() - start) / 10_000;
    long bytes = threads == null ? 0 : threads.getThreadAllocatedBytes(self) - before;
    out.println("value() " + nanos + " ns, " + bytes / 10_000.0 + " bytes");
  }

  private static void compare(PrintStream out, HotSpot hotspot) throws IOException {
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    int same = 0;
    int hidden = 0;
    int different = 0;
    for (String name : hotspot.flags().names()) {
      VMOption option;
      try {
        option = bean.getVMOption(name);
      } catch (IllegalArgumentException locked) {
        hidden++;
        continue;
      }
      VmFlag flag = hotspot.flag(name);
      if (text(flag).equals(option.getValue()) && flag.origin() == origin(option.getOrigin())) {
        same++;
      } else {
        different++;
        out.println("DIFFERS " + flag.type() + " " + flag + " / " + option);
      }
    }
    out.println(same + " flags equal, " + different + " different, " + hidden + " locked");
  }

  /** As the bean prints it: unsigned values as if they were signed, no string as an empty one. */
  static String text(VmFlag flag) {
    String text = flag.text();
    if (text == null) {
      return "";
    }
    return flag.type().integral() ? Long.toString(flag.value()) : text;
  }

  static Origin origin(VMOption.Origin origin) {
    return origin == VMOption.Origin.VM_CREATION
        ? Origin.COMMAND_LINE
        : Origin.valueOf(origin.name());
  }

  private static void processors(PrintStream out, VmFlag flag) {
    int before = Runtime.getRuntime().availableProcessors();
    try {
      flag.write(7);
      int written = Runtime.getRuntime().availableProcessors();
      flag.write(-1);
      out.println(
          "processors "
              + before
              + ", 7 gives "
              + written
              + ", -1 gives "
              + Runtime.getRuntime().availableProcessors());
    } catch (UnavailableException e) {
      out.println("processors: " + e.getMessage());
    }
  }
}
