package io.hostshift.hotspot;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The JVM's internal Unsafe, for writes to addresses. On 9 and later {@code
 * jdk.internal.misc.Unsafe}, whose package is exported to our own module alone; {@code
 * sun.misc.Unsafe} would print a warning on 25. On 8 there is only {@code sun.misc.Unsafe}.
 *
 * <p>Its natives run in VM state and its intrinsics in Java state. Either way the thread must reach
 * a safepoint before a stop-the-world pause begins, so that a write is made before or after a pause
 * and never inside.
 */
final class InternalUnsafe {
  private static final String PACKAGE = "jdk.internal.misc";

  private final Object unsafe;
  private final Method putInt;
  private final Method putLong;
  private final Method compareAndSetInt;

  private InternalUnsafe(Object unsafe, Method compareAndSetInt) throws NoSuchMethodException {
    this.unsafe = unsafe;
    this.compareAndSetInt = compareAndSetInt;
    this.putInt = unsafe.getClass().getMethod("putInt", long.class, int.class);
    this.putLong = unsafe.getClass().getMethod("putLong", long.class, long.class);
  }

  /**
   * Opens the Unsafe of this JVM.
   *
   * @param instrumentation what the package is exported with on 9 and later; without it the package
   *     must have been exported to us on the command line
   */
  static InternalUnsafe open(Instrumentation instrumentation) throws UnavailableException {
    try {
      return OwnModule.exists() ? openJdkInternal(instrumentation) : openSunMisc();
    } catch (UnavailableException e) {
      throw new UnavailableException("no internal Unsafe: " + e.getMessage(), e);
    } catch (InvocationTargetException e) {
      throw new UnavailableException("no internal Unsafe: " + e.getCause(), e);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnavailableException("no internal Unsafe: " + e, e);
    }
  }

  void putInt(long address, int value) throws UnavailableException {
    call(putInt, address, value);
  }

  void putLong(long address, long value) throws UnavailableException {
    call(putLong, address, value);
  }

  /**
   * Sets several ints that follow each other, with no safepoint in between: the copying is done in
   * VM state or by a stub, which have none. Each int is stored whole.
   *
   * @param address a multiple of four
   */
  void putInts(long address, int... values) throws UnavailableException {
    Class<?> type = unsafe.getClass();
    try {
      // An int up to 24, a long since.
      Number first = (Number) call(type.getMethod("arrayBaseOffset", Class.class), int[].class);
      Method copy =
          type.getMethod(
              "copyMemory", Object.class, long.class, Object.class, long.class, long.class);
      long bytes = (long) values.length * Integer.BYTES;
      call(copy, values, first.longValue(), null, address, bytes);
    } catch (NoSuchMethodException e) {
      throw new UnavailableException("no internal Unsafe that copies memory", e);
    }
  }

  /** Sets the int unless it is no longer what was expected, and says which. */
  boolean compareAndSetInt(long address, int expected, int value) throws UnavailableException {
    // Without an object the offset is an absolute address.
    return (Boolean) call(compareAndSetInt, null, address, expected, value);
  }

  /** Whether the class has yet to run its static initialiser; asking does not run it. */
  boolean shouldBeInitialized(Class<?> type) throws UnavailableException {
    try {
      return (Boolean) call(unsafe.getClass().getMethod("shouldBeInitialized", Class.class), type);
    } catch (NoSuchMethodException e) {
      throw new UnavailableException("no internal Unsafe that tells of initialisation", e);
    }
  }

  /** The value of a static field, whoever may see it; does not initialise its class. */
  Object staticReference(Field field) throws UnavailableException {
    Class<?> type = unsafe.getClass();
    try {
      Object base = call(type.getMethod("staticFieldBase", Field.class), field);
      Object offset = call(type.getMethod("staticFieldOffset", Field.class), field);
      return call(type.getMethod("getReference", Object.class, long.class), base, offset);
    } catch (NoSuchMethodException e) {
      throw new UnavailableException("no internal Unsafe that reads fields", e);
    }
  }

  private Object call(Method method, Object... arguments) throws UnavailableException {
    try {
      return method.invoke(unsafe, arguments);
    } catch (ReflectiveOperationException e) {
      throw new UnavailableException(method + ": " + e, e);
    }
  }

  private static InternalUnsafe openSunMisc() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    return new InternalUnsafe(instance.get(null), compareAndSet(type, "compareAndSwapInt"));
  }

  private static InternalUnsafe openJdkInternal(Instrumentation instrumentation)
      throws ReflectiveOperationException, UnavailableException {
    OwnModule.export(instrumentation, Object.class, PACKAGE);
    Class<?> type = Class.forName(PACKAGE + ".Unsafe");
    Object instance = type.getMethod("getUnsafe").invoke(null);
    try {
      return new InternalUnsafe(instance, compareAndSet(type, "compareAndSetInt"));
    } catch (NoSuchMethodException e) { // Java 9 has the old name.
      return new InternalUnsafe(instance, compareAndSet(type, "compareAndSwapInt"));
    }
  }

  private static Method compareAndSet(Class<?> type, String name) throws NoSuchMethodException {
    return type.getMethod(name, Object.class, long.class, int.class, int.class);
  }
}
