package io.hostshift.instrument;

import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.io.InputStream;

/** Class files, as the loaders of their classes find them. */
public final class ClassFiles {
  private ClassFiles() {}

  /**
   * The bytes of a class.
   *
   * @param loader null for the JDK's own
   * @throws UnavailableException if there are none, as for a class that was made at run time
   */
  public static byte[] of(ClassLoader loader, String className) throws UnavailableException {
    ClassLoader asked = loader == null ? ClassFiles.class.getClassLoader() : loader;
    try (InputStream in = asked.getResourceAsStream(className.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new UnavailableException("there is no class file of " + className);
      }
      return BootClass.read(in);
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnavailableException("the class file of " + className + " cannot be read: " + e, e);
    }
  }
}
