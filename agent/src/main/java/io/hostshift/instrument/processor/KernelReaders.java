package io.hostshift.instrument.processor;

import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.ClassFiles;
import io.hostshift.instrument.LoadedClasses;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Classes of libraries that count the processors by files of the kernel and not by the JVM alone:
 * neither a flag nor a hook reaches them. Some versions of a class do so and others do not.
 */
public final class KernelReaders {
  private static final List<String> CANDIDATES =
      Collections.unmodifiableList(
          Arrays.asList(
              "org.wildfly.common.cpu.ProcessorInfo",
              "io.smallrye.common.cpu.ProcessorInfo",
              "io.vertx.core.impl.cpu.CpuCoreSensor"));

  /** The line of /proc/self/status that they read, as their code names it. */
  private static final String LINE = "Cpus_allowed";

  private KernelReaders() {}

  /** Those that this JVM has loaded, a sentence each. */
  public static List<String> in(Instrumentation instrumentation) {
    List<String> found = new ArrayList<>();
    for (Class<?> type : LoadedClasses.of(instrumentation)) {
      String sentence = type.getName() + ": asks the kernel itself";
      if (CANDIDATES.contains(type.getName()) && !found.contains(sentence) && reads(type)) {
        found.add(sentence);
      }
    }
    return found;
  }

  private static boolean reads(Class<?> type) {
    try {
      byte[] file = ClassFiles.of(type.getClassLoader(), type.getName());
      return new String(file, StandardCharsets.ISO_8859_1).contains(LINE);
    } catch (UnavailableException | LinkageError e) {
      return false;
    }
  }
}
