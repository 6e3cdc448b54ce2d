package io.hostshift.hotspot;

import java.lang.instrument.Instrumentation;

/** Whether a class of the JDK has run its static initialiser, found out without running it. */
public final class ClassStates {
  private final InternalUnsafe unsafe;

  private ClassStates(InternalUnsafe unsafe) {
    this.unsafe = unsafe;
  }

  /**
   * Opens the JVM that this is called in.
   *
   * @throws UnavailableException if this JVM has no such thing, or does not let us use it
   */
  public static ClassStates open(Instrumentation instrumentation) throws UnavailableException {
    return new ClassStates(InternalUnsafe.open(instrumentation));
  }

  /**
   * Whether the class is initialised. A class that is not even loaded is loaded by this.
   *
   * @throws UnavailableException if there is no such class, or it cannot be told
   */
  public boolean initialised(String className) throws UnavailableException {
    try {
      return !unsafe.shouldBeInitialized(Class.forName(className, false, null));
    } catch (ClassNotFoundException e) {
      throw new UnavailableException("there is no class " + className, e);
    }
  }
}
