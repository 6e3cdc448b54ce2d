package io.hostshift.it.qemu;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * A program for the guest that reads the flags of its own JVM from memory, by the agent's classes,
 * and compares each that is named on its standard input with what the JVM's management says of it.
 */
public final class ReadFlags {
  private static final String PACKAGE = "io.hostshift.hotspot.";

  private ReadFlags() {}

  /**
   * Runs it.
   *
   * @param arguments the jar of the agent's classes
   */
  public static void main(String[] arguments) throws Exception {
    URL[] jar = {new File(arguments[0]).toURI().toURL()};
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try (URLClassLoader own = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = own.loadClass(PACKAGE + "HotSpot");
      Object hotspot =
          type.getMethod("open", Instrumentation.class, own.loadClass(PACKAGE + "WriteWitness"))
              .invoke(null, null, null);
      Method find = type.getMethod("flag", String.class);
      int same = 0;
      BufferedReader names = new BufferedReader(new InputStreamReader(System.in));
      for (String name = names.readLine(); name != null; name = names.readLine()) {
        VMOption option;
        try {
          option = bean.getVMOption(name);
        } catch (IllegalArgumentException locked) {
          continue; // It shows neither diagnostic nor experimental flags.
        }
        String read = read(find.invoke(hotspot, name));
        String said = option.getValue() + " " + option.getOrigin();
        if (read.equals(said.replace("VM_CREATION", "COMMAND_LINE"))) {
          same++;
        } else {
          System.out.println("differs: " + name + " is read as " + read + ", and is " + option);
        }
      }
      System.out.println("flags: " + same + " as the JVM says");
    }
  }

  /** Its value as the bean prints it, and its origin. */
  private static String read(Object flag) throws ReflectiveOperationException {
    if (flag == null) {
      return "none";
    }
    String type = get(flag, "type").toString();
    Object text = get(flag, "text");
    boolean number = type.contains("INT") || type.equals("SIZE");
    return (number ? get(flag, "value") : text == null ? "" : text) + " " + get(flag, "origin");
  }

  private static Object get(Object flag, String what) throws ReflectiveOperationException {
    return flag.getClass().getMethod(what).invoke(flag);
  }
}
