package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;

/**
 * What can be learnt of the JDK's classes without running their code: whether one has run its
 * static initialiser, and what its static fields hold.
 */
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

  /**
   * What a static field of the JDK holds, also a private one.
   *
   * @throws UnavailableException if there is no such field, or it cannot be read
   */
  public Object staticField(String className, String field) throws UnavailableException {
    try {
      return unsafe.staticReference(Class.forName(className, false, null).getDeclaredField(field));
    } catch (ReflectiveOperationException e) {
      throw new UnavailableException("there is no field " + className + "." + field, e);
    }
  }
}
