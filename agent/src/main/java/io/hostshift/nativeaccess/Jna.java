package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.internal.Cleaner;
import io.hostshift.base.UnavailableException;
import io.hostshift.nativeaccess.dispatch.DispatchLibrary;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Calls of C functions, through a JNA that nobody else sees.
 *
 * <p>Loaded at the first call, which takes some 100 ms; a failure is remembered with its reason.
 * The console stays clean, see {@link JnaModule}.
 *
 * <p>JNA is steered by system properties that begin with {@code jna.}, and an application's own JNA
 * reads the very same. Here its classes are changed as they are loaded: they read {@code
 * hostshift-jna.} instead, which nobody else does, and log to nowhere. So what the application has
 * set for its JNA does not reach ours, and what ours needs is set while it is initialised and
 * removed again.
 */
public final class Jna {
  private static final String PREFIX = "hostshift-";
  private static final String SETTING = "jna.";
  private static final String DISPATCH = "jnidispatch.";
  private static final String FINALIZER = "finalize";
  private static final String LOGGING = "java/util/logging/";

  /** What is in each text that {@link #renamed} changes. */
  static final String[] MARKS = {SETTING, DISPATCH, FINALIZER, LOGGING};

  /** Whether the library is loaded already: a second copy of it would crash at its first call. */
  private static boolean ready;

  private static boolean isolated;

  private final Instrumentation instrumentation;
  private boolean loaded;
  private UnavailableException failure;

  /**
   * @param instrumentation null if there is none; then from Java 22 on JNA is used only where the
   *     class path has native access
   */
  public Jna(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * A function that is loaded already, such as any of the C library.
   *
   * @throws UnavailableException if JNA cannot be used, with the same reason each time, or has no
   *     such function
   */
  public synchronized Function function(String name) throws UnavailableException {
    if (failure != null) {
      throw failure;
    }
    if (!loaded) {
      try {
        loadOnce(instrumentation);
        loaded = true;
      } catch (UnavailableException e) {
        failure = e;
        throw e;
      } catch (IOException | RuntimeException | LinkageError e) {
        failure = new UnavailableException("JNA cannot be loaded: " + e, e);
        throw failure;
      }
    }
    try {
      return NativeLibrary.getProcess().getFunction(name);
    } catch (UnsatisfiedLinkError e) {
      throw new UnavailableException("no function " + name + ": " + e, e);
    }
  }

  /**
   * Ends the thread on which JNA waits to free what nobody uses any more: it would keep our classes
   * for as long as the JVM lives. To be called last; does nothing unless JNA was loaded here.
   */
  public synchronized void close() {
    if (!loaded || !isIsolated()) {
      return;
    }
    try {
      Field thread = Cleaner.class.getDeclaredField("cleanerThread");
      thread.setAccessible(true);
      Thread cleaner = (Thread) thread.get(Cleaner.getCleaner());
      if (cleaner != null) {
        // Its end, by its own code; it stays noted there, so that no other is started.
        cleaner.interrupt();
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException("another JNA than this was written for", e);
    }
  }

  private static synchronized boolean isIsolated() {
    return isolated;
  }

  /** JNA is that of the class loader, however many threads want it at once. */
  private static synchronized void loadOnce(Instrumentation instrumentation) throws IOException {
    if (!ready) {
      load(instrumentation);
      ready = true;
    }
  }

  private static void load(Instrumentation instrumentation) throws IOException {
    ClassLoader loader = Jna.class.getClassLoader();
    JnaModule.prepare(loader, instrumentation);
    isolated = isolated(loader);
    if (!isolated) {
      // On a plain class path, as in unit tests, it is the JNA of that path and loads as it does.
      return;
    }
    List<File> refused = new ArrayList<>();
    String reason = "none exists";
    String library = "com/sun/jna/" + Platform.RESOURCE_PREFIX + "/libjnidispatch.so";
    for (File parent : PrivateFolder.candidates()) {
      try (InputStream content = loader.getResourceAsStream(library)) {
        if (content == null) {
          throw new UnavailableException("JNA has no library for " + Platform.RESOURCE_PREFIX);
        }
        loadFrom(parent, content);
        return;
      } catch (UnavailableException e) {
        throw e;
      } catch (IOException | UnsatisfiedLinkError e) {
        refused.add(parent);
        reason = e.toString();
      }
    }
    throw new UnavailableException(
        "JNA's library cannot be loaded from any of " + refused + ": " + reason);
  }

  private static boolean isolated(ClassLoader loader) {
    try {
      UnaryOperator<byte[]> change = bytes -> ConstantPool.replace(bytes, MARKS, Jna::renamed);
      loader
          .getClass()
          .getMethod("rewrite", String.class, UnaryOperator.class)
          .invoke(loader, "com.sun.jna.", change);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  static String renamed(String text) {
    if (text.startsWith(SETTING) || text.startsWith(DISPATCH)) {
      return PREFIX + text;
    }
    if (text.equals(FINALIZER)) {
      // Its last object would keep all of it for one more collection, to free what goes with it.
      return "finalizeNothing";
    }
    return text.replace(LOGGING, "io/hostshift/nativeaccess/logging/");
  }

  /**
   * Loads the library, and only then initialises JNA, which finds it loaded: a class whose
   * initialiser has failed once could not be tried again with the next folder.
   */
  private static void loadFrom(File parent, InputStream content) throws IOException {
    try (PrivateFolder folder = PrivateFolder.create(parent, "libjnidispatch.so", content)) {
      String[][] settings = {
        {"jna.boot.library.path", folder.folder()},
        // It would write to the user's cache folder, and run ldconfig.
        {"jna.nounpack", "true"},
        {"jna.platform.library.path", ""},
      };
      for (String[] setting : settings) {
        System.setProperty(PREFIX + setting[0], setting[1]);
      }
      try {
        DispatchLibrary.load(folder.file());
        // Their initialisers read the settings.
        int pointer = Native.POINTER_SIZE;
        NativeLibrary.getProcess();
        if (pointer == 0) {
          throw new UnsatisfiedLinkError("JNA is not initialised");
        }
      } finally {
        for (String[] setting : settings) {
          System.clearProperty(PREFIX + setting[0]);
        }
        System.clearProperty(PREFIX + "jna.loaded");
        System.clearProperty(PREFIX + "jnidispatch.path");
      }
    }
  }
}
