package io.hostshift.instrument.processor;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Asks for the processors in every way; compiled, rewritten and run by tests. */
@SuppressWarnings("unused")
final class Asking implements Supplier<int[]> {
  static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  static final AtomicReference<Integer> DOUBLED =
      new AtomicReference<>(2 * Runtime.getRuntime().availableProcessors());
  static final int NONE = Integer.getInteger("no.such.property", 7);
  static int changeable = Runtime.getRuntime().availableProcessors();

  interface SerializableSupplier extends IntSupplier, Serializable {}

  @Override
  public int[] get() {
    try {
      return asked();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static int[] asked() throws Throwable {
    Runtime runtime = Runtime.getRuntime();
    IntSupplier reference = runtime::availableProcessors;
    ToIntFunction<Runtime> ofAny = Runtime::availableProcessors;
    Method method = Runtime.class.getMethod("availableProcessors");
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle found =
        lookup.findVirtual(Runtime.class, "availableProcessors", MethodType.methodType(int.class));
    return new int[] {
      runtime.availableProcessors(),
      reference.getAsInt(),
      ofAny.applyAsInt(runtime),
      (int) found.invokeExact(runtime),
      (int)
          lookup
              .bind(runtime, "availableProcessors", MethodType.methodType(int.class))
              .invokeExact(),
      (int) lookup.unreflect(method).invokeExact(runtime),
      (Integer) method.invoke(runtime),
      inCondition(runtime, true)
    };
  }

  /** With branches, so that frames have to fit. */
  private static int inCondition(Runtime runtime, boolean ask) throws Exception {
    Method method = ask ? Runtime.class.getMethod("availableProcessors") : null;
    Object answer = method == null ? 0 : method.invoke(ask ? runtime : null);
    return answer instanceof Integer ? (Integer) answer : 0;
  }

  static SerializableSupplier serializable() {
    return Runtime.getRuntime()::availableProcessors;
  }
}
