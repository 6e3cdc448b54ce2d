package io.hostshift.instrument;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** Packages of the JDK that are opened for reflection, to our own module alone. */
public final class OpenedPackage {
  private OpenedPackage() {}

  /** Whether this JVM has modules at all: Java 9 and later. */
  public static boolean modules() {
    try {
      Class.class.getMethod("getModule");
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * Opens the package of a class; without modules it is open already.
   *
   * @throws UnavailableException if this JVM does not let us
   */
  public static void open(Instrumentation instrumentation, Class<?> member)
      throws UnavailableException {
    if (!modules()) {
      return;
    }
    try {
      Object theirs = Class.class.getMethod("getModule").invoke(member);
      Object ours = Class.class.getMethod("getModule").invoke(OpenedPackage.class);
      Class<?> module = theirs.getClass();
      Instrumentation.class
          .getMethod(
              "redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
          .invoke(
              instrumentation,
              theirs,
              Collections.emptySet(),
              Collections.emptyMap(),
              Collections.singletonMap(member.getPackage().getName(), Collections.singleton(ours)),
              Collections.emptySet(),
              Collections.emptyMap());
    } catch (InvocationTargetException e) {
      throw new UnavailableException(refused(member, e.getCause()), e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnavailableException(refused(member, e), e);
    }
  }

  private static String refused(Class<?> member, Throwable cause) {
    return "the package of " + member.getName() + " cannot be opened: " + cause;
  }
}
