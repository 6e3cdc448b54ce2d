package io.hostshift.instrument;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/**
 * Defines a copy of one of our classes in the boot loader, beside a class of the JDK, where the
 * JDK's own code can call it. Nothing is appended to the boot class path, which would print a
 * warning and switch class data sharing off.
 */
public final class BootClass {
  private BootClass() {}

  /**
   * The copy, or the one that an earlier agent has left in this JVM.
   *
   * @param template depends on nothing but the JDK
   * @param neighbour the copy gets into its package
   * @throws UnavailableException if this JVM does not let us
   */
  public static Class<?> define(
      Instrumentation instrumentation, Class<?> template, Class<?> neighbour, String simpleName)
      throws UnavailableException {
    String name = neighbour.getPackage().getName() + "." + simpleName;
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException first) {
      return defineFirst(instrumentation, template, neighbour, name);
    }
  }

  private static Class<?> defineFirst(
      Instrumentation instrumentation, Class<?> template, Class<?> neighbour, String name)
      throws UnavailableException {
    try {
      byte[] bytes = copy(template, name);
      if (!OwnModule.exists()) {
        return defineOn8(name, bytes);
      }
      OwnModule.open(instrumentation, neighbour);
      MethodHandles.Lookup beside =
          (MethodHandles.Lookup)
              MethodHandles.class
                  .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
                  .invoke(null, neighbour, MethodHandles.lookup());
      return (Class<?>)
          MethodHandles.Lookup.class
              .getMethod("defineClass", byte[].class)
              .invoke(beside, (Object) bytes);
    } catch (UnavailableException e) {
      throw e;
    } catch (InvocationTargetException e) {
      throw new UnavailableException(name + " cannot be defined: " + e.getCause(), e);
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      throw new UnavailableException(name + " cannot be defined: " + e, e);
    }
  }

  private static byte[] copy(Class<?> template, String name) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes(template))
        .accept(
            new ClassRemapper(
                writer, new SimpleRemapper(internal(template.getName()), internal(name))),
            0);
    return writer.toByteArray();
  }

  private static String internal(String className) {
    return className.replace('.', '/');
  }

  private static byte[] bytes(Class<?> template) throws IOException {
    String file = internal(template.getName()) + ".class";
    try (InputStream in = template.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("there is no " + file);
      }
      return read(in);
    }
  }

  static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      bytes.write(buffer, 0, count);
    }
    return bytes.toByteArray();
  }

  private static Class<?> defineOn8(String name, byte[] bytes) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    return (Class<?>)
        type.getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class)
            .invoke(instance.get(null), internal(name), bytes, 0, bytes.length, null, null);
  }
}
