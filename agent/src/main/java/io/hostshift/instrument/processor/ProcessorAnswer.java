package io.hostshift.instrument.processor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * What hooked code calls instead of asking the JVM for its processors.
 *
 * <p>Never used as the class that it is here: a copy is defined as {@link #NAME} into the JDK's own
 * loader, where every class of the JDK and of the application sees it. It stays there when the
 * agent goes, and answers what the JVM answers, as it does whenever no number is set. The name ends
 * in a number that is raised with each change of this class, since one that an earlier agent has
 * left in the JVM cannot be replaced.
 */
public final class ProcessorAnswer {
  static final String NAME = "HostshiftProcessors1";

  /** With its package, and slashes. */
  static final String INTERNAL_NAME = "java/lang/" + NAME;

  /**
   * 0 while the JVM's own answer holds. Volatile, so that a loop that waits for another number sees
   * it; a read of it costs as much as one of a plain field on x86.
   */
  private static volatile int number;

  private ProcessorAnswer() {}

  /** In the place of a call of {@link Runtime#availableProcessors}. */
  public static int of(Runtime runtime) {
    int answer = number;
    // Without a runtime the call fails as it would have done.
    return answer > 0 && runtime != null ? answer : runtime.availableProcessors();
  }

  /** After a call that has asked the JVM already. */
  public static int of(int asked) {
    int answer = number;
    return answer > 0 ? answer : asked;
  }

  /** After {@link Method#invoke}, which looks at its caller and so stays where it is. */
  public static Object of(Method method, Object result) {
    int answer = number;
    return answer > 0 && result instanceof Integer && asks(method) ? (Object) answer : result;
  }

  /** In the place of the method of {@link MethodHandles.Lookup}. */
  public static MethodHandle findVirtual(
      MethodHandles.Lookup lookup, Class<?> type, String name, MethodType signature)
      throws NoSuchMethodException, IllegalAccessException {
    MethodHandle found = lookup.findVirtual(type, name, signature);
    return type == Runtime.class && name.equals("availableProcessors") ? hooked() : found;
  }

  /** In the place of the method of {@link MethodHandles.Lookup}. */
  public static MethodHandle bind(
      MethodHandles.Lookup lookup, Object receiver, String name, MethodType signature)
      throws NoSuchMethodException, IllegalAccessException {
    MethodHandle found = lookup.bind(receiver, name, signature);
    return receiver instanceof Runtime && name.equals("availableProcessors")
        ? hooked().bindTo(receiver)
        : found;
  }

  /** In the place of the method of {@link MethodHandles.Lookup}. */
  public static MethodHandle unreflect(MethodHandles.Lookup lookup, Method method)
      throws IllegalAccessException {
    MethodHandle found = lookup.unreflect(method);
    return asks(method) ? noMissing() : found;
  }

  private static boolean asks(Method method) {
    return method.getDeclaringClass() == Runtime.class
        && method.getName().equals("availableProcessors");
  }

  private static MethodHandle hooked() throws NoSuchMethodException, IllegalAccessException {
    // On 8 a class of this package may have no look-up of its own.
    return MethodHandles.publicLookup()
        .findStatic(ProcessorAnswer.class, "of", MethodType.methodType(int.class, Runtime.class));
  }

  private static MethodHandle noMissing() throws IllegalAccessException {
    try {
      return hooked();
    } catch (NoSuchMethodException e) {
      throw new IllegalAccessException(e.getMessage());
    }
  }
}
