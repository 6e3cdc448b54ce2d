package io.hostshift.hotspot;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** A package of a JDK module that is exported to our own module, and to nobody else. */
final class OwnExport {
  private OwnExport() {}

  /**
   * Exports it, unless it is so already; does nothing on 8, which has no modules.
   *
   * @param inModule a class of that module
   * @param instrumentation null if there is none
   */
  static void open(Instrumentation instrumentation, Class<?> inModule, String packageName)
      throws ReflectiveOperationException, UnavailableException {
    Method getModule = moduleGetter();
    if (getModule == null) {
      return;
    }
    Object theirs = getModule.invoke(inModule);
    Object ours = getModule.invoke(OwnExport.class);
    Class<?> module = theirs.getClass();
    Method isExported = module.getMethod("isExported", String.class, module);
    if ((Boolean) isExported.invoke(theirs, packageName, ours)) {
      return;
    }
    if (instrumentation == null) {
      throw new UnavailableException("there is no instrumentation");
    }
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            theirs,
            Collections.emptySet(),
            Collections.singletonMap(packageName, Collections.singleton(ours)),
            Collections.emptyMap(),
            Collections.emptySet(),
            Collections.emptyMap());
  }

  /** Whether this JVM is newer than Java 8. */
  static boolean hasModules() {
    return moduleGetter() != null;
  }

  private static Method moduleGetter() {
    try {
      return Class.class.getMethod("getModule");
    } catch (NoSuchMethodException e) {
      return null; // Java 8: there are no modules.
    }
  }
}
