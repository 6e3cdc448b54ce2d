package io.hostshift.nativeaccess;

import io.hostshift.base.JavaVersion;
import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * JNA as a named module of its own, for JVMs that ask for the right to call native code.
 *
 * <p>A JVM grants that right to a named module, or to all code on all class paths at once. JNA's
 * packages therefore become a module of the loader that has them, and the right is given to it
 * alone: no warning on the console, and the application's own rights stay what they were. The JDK's
 * interface for this is internal; the instrumentation exports it to our loader's unnamed module.
 *
 * <p>All by reflection, since the agent is compiled for Java 8.
 */
final class JnaModule {
  /** The version from which System.load asks. */
  private static final int FIRST_JAVA = 22;

  /** All packages of the JNA jar and the one that loads its library. */
  static final Set<String> PACKAGES =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "com.sun.jna",
                  "com.sun.jna.internal",
                  "com.sun.jna.ptr",
                  "com.sun.jna.win32",
                  "io.hostshift.nativeaccess.dispatch")));

  private JnaModule() {}

  /**
   * Sees to it that JNA may be loaded quietly; to be called before any of its classes is loaded.
   *
   * @param instrumentation null if there is none
   * @throws UnavailableException if loading it would be refused, or print warnings
   */
  static void prepare(ClassLoader loader, Instrumentation instrumentation)
      throws UnavailableException {
    if (JavaVersion.feature() < FIRST_JAVA) {
      return;
    }
    try {
      Object unnamed = ClassLoader.class.getMethod("getUnnamedModule").invoke(loader);
      Class<?> module = Class.forName("java.lang.Module");
      if (Boolean.TRUE.equals(module.getMethod("isNativeAccessEnabled").invoke(unnamed))) {
        return;
      }
      if (instrumentation == null) {
        throw new UnavailableException(
            "no native access for the class path (--enable-native-access=ALL-UNNAMED gives it)");
      }
      define(loader, instrumentation, unnamed, module);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new UnavailableException(
          "no native access (--enable-native-access=ALL-UNNAMED gives it): " + e, e);
    }
  }

  private static void define(
      ClassLoader loader, Instrumentation instrumentation, Object unnamed, Class<?> module)
      throws ReflectiveOperationException, UnavailableException {
    OwnModule.export(instrumentation, Object.class, "jdk.internal.access");
    Class<?> access = Class.forName("jdk.internal.access.JavaLangAccess");
    Object lang =
        Class.forName("jdk.internal.access.SharedSecrets")
            .getMethod("getJavaLangAccess")
            .invoke(null);
    Class<?> descriptor = Class.forName("java.lang.module.ModuleDescriptor");
    Object jna =
        access
            .getMethod("defineModule", ClassLoader.class, descriptor, URI.class)
            .invoke(lang, loader, descriptor(descriptor), null);
    // JNA reads its callers, and the silent logger, which are in the unnamed module.
    access.getMethod("addReads", module, module).invoke(lang, jna, unnamed);
    access.getMethod("addEnableNativeAccess", module).invoke(lang, jna);
  }

  /** Open, so that everybody may use all of its packages. */
  private static Object descriptor(Class<?> descriptor) throws ReflectiveOperationException {
    Object builder =
        descriptor.getMethod("newOpenModule", String.class).invoke(null, "com.sun.jna");
    Class<?> type = builder.getClass();
    Method requires = type.getMethod("requires", String.class);
    requires.invoke(builder, "java.base");
    type.getMethod("packages", Set.class).invoke(builder, PACKAGES);
    return type.getMethod("build").invoke(builder);
  }
}
