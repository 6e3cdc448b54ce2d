package io.hostshift.instrument.processor;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.ClassFiles;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Whether a class that is loaded already names the methods that tell of processors.
 *
 * <p>By the constant pool that the JVM holds, which asks no class loader and reads no file; the JDK
 * reads annotations in the same way. On 8 that does not tell one kind of constant from another, and
 * each wrong guess costs an exception: there the class file is read, and the pool is for classes
 * that have none. Where neither can be read the JVM will show the class itself.
 */
final class LoadedNames {
  private final Method poolOf;
  private final Method size;
  private final Method text;
  private final Method kind;
  private final Object utf8;

  private LoadedNames(Method poolOf, Method size, Method text, Method kind, Object utf8) {
    this.poolOf = poolOf;
    this.size = size;
    this.text = text;
    this.kind = kind;
    this.utf8 = utf8;
  }

  static LoadedNames of(Instrumentation instrumentation) {
    try {
      return OwnModule.exists() ? since9(instrumentation) : on8();
    } catch (ReflectiveOperationException | UnavailableException | RuntimeException none) {
      return new LoadedNames(null, null, null, null, null);
    }
  }

  private static LoadedNames since9(Instrumentation instrumentation)
      throws ReflectiveOperationException, UnavailableException {
    Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool");
    Class<?> kinds = Class.forName("jdk.internal.reflect.ConstantPool$Tag");
    OwnModule.open(instrumentation, pool);
    OwnModule.open(instrumentation, Class.class);
    return new LoadedNames(
        poolOf(),
        pool.getMethod("getSize"),
        pool.getMethod("getUTF8At", int.class),
        pool.getMethod("getTagAt", int.class),
        kinds.getField("UTF8").get(null));
  }

  private static LoadedNames on8() throws ReflectiveOperationException {
    Class<?> pool = Class.forName("sun.reflect.ConstantPool");
    return new LoadedNames(
        poolOf(), pool.getMethod("getSize"), pool.getMethod("getUTF8At", int.class), null, null);
  }

  private static Method poolOf() throws NoSuchMethodException {
    Method poolOf = Class.class.getDeclaredMethod("getConstantPool");
    poolOf.setAccessible(true);
    return poolOf;
  }

  /** Whether it does, or may: of some classes nothing can be read. */
  boolean in(Class<?> type) {
    if (kind == null) {
      try {
        return NamedIn.classFile(ClassFiles.of(type.getClassLoader(), type.getName()));
      } catch (UnavailableException | LinkageError none) {
        // None, or somebody else's loader fails: the pool is left.
        return poolOf == null || inPool(type);
      }
    }
    return inPool(type);
  }

  private boolean inPool(Class<?> type) {
    try {
      Object pool = poolOf.invoke(type);
      NamedIn names = new NamedIn();
      int count = (Integer) size.invoke(pool);
      for (int i = 1; i < count; i++) {
        String name = text(pool, i);
        if (name != null && names.take(name)) {
          return true;
        }
      }
      return false;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return true;
    }
  }

  /** The text at this place; null if there is something else. */
  private String text(Object pool, int index) throws ReflectiveOperationException {
    if (kind != null && kind.invoke(pool, index) != utf8) {
      return null;
    }
    try {
      return (String) text.invoke(pool, index);
    } catch (InvocationTargetException e) {
      return null;
    }
  }
}
