package io.hostshift.boot;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Loads everything but this package from the jar inside the jar, which it reads in place.
 *
 * <p>Its own content comes first and the JDK's second; the class path is never asked. The agent and
 * the application can therefore use any versions of the same libraries, wherever the application
 * has put its own.
 *
 * <p>One file descriptor stays open until {@link #close()}. Opening the file anew for each class
 * would find another jar after an upgrade by rename, which is how package managers replace files;
 * the open descriptor goes on reading the one that the loaded classes came from. Keeping the bytes
 * in memory would need no descriptor and eight megabytes of the application's. A jar that is
 * overwritten in place, which no JVM stands for any of its jars, is noticed by the checksums: what
 * was not taken into memory by {@link #keep} then cannot be loaded, and classes of two versions are
 * never mixed.
 */
public final class IsolatingLoader extends ClassLoader {
  static final String ISOLATED = "META-INF/hostshift-isolated.jar";

  private static final String VERSION = "Implementation-Version:";
  private static final String SUFFIX = ".class";
  private static final String JDK = "java.";

  /** Bytes; nearly all classes are smaller, and one that is not gets a buffer of its own. */
  private static final int BUFFER = 16 << 10;

  static {
    registerAsParallelCapable();
  }

  private static String left;

  private final RandomAccessFile file;
  private final JarSlice jar;
  private final ProtectionDomain domain;
  private final String version;
  private final AtomicReference<byte[]> spare = new AtomicReference<>();
  private volatile Rewriting rewriting = new Rewriting("\0", UnaryOperator.identity());

  private IsolatingLoader(
      ClassLoader parent, RandomAccessFile file, JarSlice jar, CodeSource source, String version) {
    super(parent);
    this.version = version;
    this.file = file;
    this.jar = jar;
    // With this loader as its own: the policy is then asked what it grants to the outer jar.
    domain = new ProtectionDomain(source, null, this, null);
  }

  /**
   * @throws IOException if the file cannot be read or is not a jar of ours; nothing stays open then
   */
  static IsolatingLoader open(File outer, ClassLoader parent, CodeSource source)
      throws IOException {
    RandomAccessFile file = new RandomAccessFile(outer, "r");
    try {
      JarSlice whole = new JarSlice(file, 0, file.length());
      String version = version(whole.bytes("META-INF/MANIFEST.MF"));
      return new IsolatingLoader(parent, file, whole.nested(ISOLATED), source, version);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static String version(byte[] manifest) {
    String text = manifest == null ? "" : new String(manifest, StandardCharsets.UTF_8);
    for (String line : text.split("\r?\n")) {
      if (line.startsWith(VERSION)) {
        return line.substring(VERSION.length()).trim();
      }
    }
    return null;
  }

  /** Of the jar; null if it does not say. Called, by reflection, by isolated code too. */
  public String version() {
    return version;
  }

  /** Whether the class is among the isolated ones. */
  boolean contains(String className) {
    return jar.contains(path(className));
  }

  /**
   * Has the bytes of the classes of a package, and of those below it, changed before they are
   * defined. Called, by reflection, by isolated code that adapts one of its libraries; once, before
   * the first of these classes is loaded.
   */
  public void rewrite(String packagePrefix, UnaryOperator<byte[]> change) {
    rewriting = new Rewriting(packagePrefix, change);
  }

  /**
   * What an agent leaves to the next one in this JVM, whose classes are others. Called, by
   * reflection, by isolated code.
   *
   * @param text null for nothing
   */
  public static void leave(String text) {
    synchronized (IsolatingLoader.class) {
      left = text;
    }
  }

  /** What the agent before has left; null if that is nothing, and from the second time on. */
  public static String takeLeft() {
    synchronized (IsolatingLoader.class) {
      String taken = left;
      left = null;
      return taken;
    }
  }

  /**
   * Has what is not loaded yet at hand, packed, whatever becomes of the file: who upgrades by
   * writing over it would else keep the agent from the first thing that it has not done before.
   * Called, by reflection, by isolated code.
   *
   * @param wanted of the entries' names
   */
  public void keep(Predicate<String> wanted) throws IOException {
    jar.keep(name -> wanted.test(name) && !isLoaded(name));
  }

  private boolean isLoaded(String entry) {
    return entry.endsWith(SUFFIX)
        && findLoadedClass(entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.'))
            != null;
  }

  /** Classes that were not loaded until now cannot be any more; the file is let go. */
  void close() {
    jar.close();
    try {
      file.close();
    } catch (IOException e) {
      Console.say("could not close its jar: " + e.getMessage());
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    // Most of what is asked for is the JDK's, of which no path need be made.
    int entry = name.startsWith(JDK) ? -1 : jar.entry(path(name));
    if (entry < 0) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = define(name, entry);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    int entry = jar.entry(path(name));
    if (entry < 0) {
      throw new ClassNotFoundException(name);
    }
    return define(name, entry);
  }

  private Class<?> define(String name, int entry) throws ClassNotFoundException {
    byte[] buffer;
    int size;
    try {
      size = jar.size(entry);
      buffer = buffer(size);
      jar.read(entry, buffer);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + ": " + e.getMessage(), e);
    }
    definePackage(name);
    Class<?> defined;
    if (name.startsWith(rewriting.prefix)) {
      byte[] changed = rewriting.change.apply(Arrays.copyOf(buffer, size));
      defined = defineClass(name, changed, 0, changed.length, domain);
    } else {
      defined = defineClass(name, buffer, 0, size, domain);
    }
    spare.set(buffer.length > BUFFER ? null : buffer);
    jar.forget(entry);
    return defined;
  }

  /** The one that was used last, where nobody uses it: superclasses are loaded meanwhile. */
  private byte[] buffer(int size) {
    byte[] last = spare.getAndSet(null);
    return last != null && last.length >= size ? last : new byte[Math.max(size, BUFFER)];
  }

  /** Since Java 9, how a named module's classes are found; overrides by its signature. */
  protected Class<?> findClass(String module, String name) {
    try {
      return findClass(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Java 8 leaves {@code Class.getPackage()} null without it. Locked, as it must be done once. */
  private synchronized void definePackage(String className) {
    int dot = className.lastIndexOf('.');
    if (dot > 0 && getPackage(className.substring(0, dot)) == null) {
      definePackage(className.substring(0, dot), null, null, null, null, null, null, null);
    }
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    // The JDK's come after ours, and findResources would only repeat ours.
    List<URL> all = new ArrayList<>();
    all.addAll(Collections.list(findResources(name)));
    if (getParent() != null) {
      all.addAll(Collections.list(getParent().getResources(name)));
    }
    return Collections.enumeration(all);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = jar.bytes(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      // Its contract knows no other answer; whoever needs the resource says that it is missing.
      return null;
    }
  }

  @Override
  protected URL findResource(String name) {
    return jar.contains(name) ? EntryHandler.url(jar, name) : null;
  }

  /** Since Java 9, how a named module's resources are found; overrides by its signature. */
  protected URL findResource(String module, String name) {
    return findResource(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL own = findResource(name);
    return Collections.enumeration(
        own == null ? Collections.<URL>emptyList() : Collections.singletonList(own));
  }

  private static String path(String className) {
    return className.replace('.', '/') + SUFFIX;
  }

  private static final class Rewriting {
    private final String prefix;
    private final UnaryOperator<byte[]> change;

    private Rewriting(String prefix, UnaryOperator<byte[]> change) {
      this.prefix = prefix;
      this.change = change;
    }
  }
}
