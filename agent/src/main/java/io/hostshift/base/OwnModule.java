package io.hostshift.base;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * The module that all of our code is in, the unnamed one of its class loader, and what it is given
 * to see of the JDK's modules: it alone, so that nothing is widened for the application.
 *
 * <p>All by reflection, since the agent is compiled for Java 8, which has no modules.
 */
public final class OwnModule {
  private OwnModule() {}

  /** Whether this JVM has modules at all: Java 9 and later. */
  public static boolean exists() {
    return moduleGetter() != null;
  }

  /**
   * Exports a package to it, unless it is so already; does nothing on 8.
   *
   * @param instrumentation null if there is none
   * @param inModule a class of the module that has the package
   * @throws UnavailableException if it is not exported, and there is no instrumentation
   * @throws ReflectiveOperationException if the JVM does not let us
   */
  public static void export(Instrumentation instrumentation, Class<?> inModule, String packageName)
      throws ReflectiveOperationException, UnavailableException {
    letIn(instrumentation, inModule, packageName, false);
  }

  /**
   * Opens the package of a class for reflection to it; does nothing on 8.
   *
   * @param instrumentation null if there is none
   * @throws UnavailableException if this JVM does not let us
   */
  public static void open(Instrumentation instrumentation, Class<?> member)
      throws UnavailableException {
    try {
      letIn(instrumentation, member, member.getPackage().getName(), true);
    } catch (UnavailableException e) {
      throw new UnavailableException(closed(member, e.getMessage()), e);
    } catch (InvocationTargetException e) {
      throw new UnavailableException(closed(member, e.getCause()), e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnavailableException(closed(member, e), e);
    }
  }

  private static String closed(Class<?> member, Object why) {
    return "the package of " + member.getName() + " cannot be opened: " + why;
  }

  private static void letIn(
      Instrumentation instrumentation, Class<?> member, String packageName, boolean opens)
      throws ReflectiveOperationException, UnavailableException {
    Method getModule = moduleGetter();
    if (getModule == null) {
      return;
    }
    Object theirs = getModule.invoke(member);
    Object ours = getModule.invoke(OwnModule.class);
    Class<?> module = theirs.getClass();
    // Whether it is open is not asked: 9 to 16 say so of each package that 8 had, and then warn on
    // the console of its first use, unless it was opened to us.
    Method isExported = module.getMethod("isExported", String.class, module);
    if (!opens && (Boolean) isExported.invoke(theirs, packageName, ours)) {
      return;
    }
    if (instrumentation == null) {
      throw new UnavailableException("there is no instrumentation");
    }
    Map<String, Set<Object>> none = Collections.emptyMap();
    Map<String, Set<Object>> added =
        Collections.singletonMap(packageName, Collections.singleton(ours));
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            theirs,
            Collections.emptySet(),
            opens ? none : added,
            opens ? added : none,
            Collections.emptySet(),
            Collections.emptyMap());
  }

  private static Method moduleGetter() {
    try {
      return Class.class.getMethod("getModule");
    } catch (NoSuchMethodException e) {
      return null; // Java 8: there are no modules.
    }
  }
}
