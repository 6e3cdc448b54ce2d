package io.hostshift.nativeaccess.dispatch;

/**
 * Loads JNA's native library. In a package of its own, which becomes a part of JNA's private
 * module: the JVM looks at the caller when it decides whether a library may be loaded.
 */
public final class DispatchLibrary {
  private DispatchLibrary() {}

  /**
   * @param file absolute
   * @throws UnsatisfiedLinkError for example if the file system is mounted {@code noexec}
   */
  public static void load(String file) {
    System.load(file);
  }
}
