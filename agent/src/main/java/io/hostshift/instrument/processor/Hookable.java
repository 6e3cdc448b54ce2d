package io.hostshift.instrument.processor;

import java.lang.instrument.Instrumentation;

/**
 * Which classes may be hooked: not ours, and not the one that hooks call. Not hidden ones, which
 * the JVM does not let an agent change, and on 8 would crash on. Nor those that the JDK makes for
 * methods that are called by reflection often, whose results are adjusted already.
 */
final class Hookable {
  private static final String GENERATED = "reflect/Generated";

  private static final ClassLoader OWN = Hookable.class.getClassLoader();

  private Hookable() {}

  /**
   * Of one that is being loaded.
   *
   * @param name with slashes; null for one that 8 makes for a lambda
   */
  static boolean loading(ClassLoader loader, String name) {
    return loader != OWN
        && name != null
        && !name.equals(ProcessorAnswer.INTERNAL_NAME)
        && !name.contains(GENERATED);
  }

  /** Of one that is loaded. */
  static boolean loaded(Class<?> type, Instrumentation instrumentation) {
    String name = type.getName();
    return !type.isArray()
        && !type.isPrimitive()
        && type != Runtime.class
        // The mark of a hidden class.
        && name.indexOf('/') < 0
        && loading(type.getClassLoader(), name.replace('.', '/'))
        && instrumentation.isModifiableClass(type);
  }
}
