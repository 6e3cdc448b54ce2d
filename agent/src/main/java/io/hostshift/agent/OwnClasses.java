package io.hostshift.agent;

import io.hostshift.base.Log;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Predicate;

/**
 * What of the jar an event, a retuning, an answer or the end may need later. It is loaded before
 * the agent says that it watches, since from then on whoever upgrades may write over the jar.
 */
final class OwnClasses {
  private static final String OURS = "io/hostshift/";

  /** The command line's alone. */
  private static final String[] OTHERS = {"io/hostshift/cli/", "io/hostshift/attach/"};

  private static final String JSON = "com/fasterxml/jackson/core/";

  /** Parsers that nobody here uses, and most of that library. */
  private static final String[] UNUSED = {
    "com/fasterxml/jackson/core/async/",
    "com/fasterxml/jackson/core/filter/",
    "com/fasterxml/jackson/core/json/async/",
    "com/fasterxml/jackson/core/json/UTF8DataInput",
  };

  private OwnClasses() {}

  static void keep(Log log) {
    ClassLoader loader = OwnClasses.class.getClassLoader();
    try {
      loader
          .getClass()
          .getMethod("keep", Predicate.class)
          .invoke(loader, (Predicate<String>) OwnClasses::wants);
    } catch (NoSuchMethodException e) {
      // On a plain class path, as in unit tests.
      return;
    } catch (InvocationTargetException e) {
      log.warn("its jar can only be read in part, some of it may fail later: " + e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves a text to the agent that takes this one's place in this JVM. */
  static void leave(String text) {
    call("leave", new Class<?>[] {String.class}, text);
  }

  /** What the agent before has left; null if there was none, or it has left nothing. */
  static String takeLeft() {
    return (String) call("takeLeft", new Class<?>[0]);
  }

  private static Object call(String method, Class<?>[] types, Object... arguments) {
    ClassLoader loader = OwnClasses.class.getClassLoader();
    try {
      return loader.getClass().getMethod(method, types).invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      // The JVM keeps an entry of another version, which does not know it.
      return null;
    }
  }

  static boolean wants(String entry) {
    return entry.startsWith(OURS) && !begins(entry, OTHERS)
        || entry.startsWith(JSON) && !begins(entry, UNUSED);
  }

  private static boolean begins(String entry, String[] folders) {
    for (String folder : folders) {
      if (entry.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }
}
