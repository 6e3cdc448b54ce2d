package io.hostshift.instrument.pool;

import java.util.HashSet;
import java.util.Set;

/**
 * Who created a pool: not the utility that constructs pools for everybody, but who called that. A
 * method is taken for one where it returns the pool, and is called from another package.
 */
final class Creators {
  /** What the methods of a class return. */
  interface Signatures {
    /** The classes, with dots, that the methods in which this frame may be return. */
    Set<String> returned(StackTraceElement frame);
  }

  private final Signatures code;

  Creators(Signatures code) {
    this.code = code;
  }

  /**
   * @param constructor the frame that calls the constructor
   * @return the index of the creator's frame; that of the constructor if it created it for itself
   */
  int of(Creation creation, int constructor, Class<?> pool) {
    Set<String> kinds = kinds(pool);
    int creator = constructor;
    while (handsOut(creation.frames[creator], kinds)) {
      int caller = caller(creation.frames, creator);
      if (caller < 0) {
        break;
      }
      creator = caller;
    }
    return creator;
  }

  private boolean handsOut(StackTraceElement frame, Set<String> kinds) {
    for (String returned : code.returned(frame)) {
      if (kinds.contains(returned)) {
        return true;
      }
    }
    return false;
  }

  /** The next frame of another package that is none of the JDK's; less than 0 if there is none. */
  private static int caller(StackTraceElement[] frames, int of) {
    String own = packageOf(frames[of].getClassName());
    for (int i = of + 1; i < frames.length; i++) {
      String name = frames[i].getClassName();
      if (!packageOf(name).equals(own) && !Explainer.ofTheJdk(name)) {
        return i;
      }
    }
    return -1;
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** What a pool may be returned as. */
  private static Set<String> kinds(Class<?> pool) {
    Set<String> kinds = new HashSet<>();
    for (Class<?> type = pool; type != null && type != Object.class; type = type.getSuperclass()) {
      kinds.add(type.getName());
      addInterfaces(type, kinds);
    }
    kinds.remove("java.lang.AutoCloseable");
    return kinds;
  }

  private static void addInterfaces(Class<?> type, Set<String> kinds) {
    for (Class<?> each : type.getInterfaces()) {
      kinds.add(each.getName());
      addInterfaces(each, kinds);
    }
  }
}
