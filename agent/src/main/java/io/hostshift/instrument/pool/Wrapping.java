package io.hostshift.instrument.pool;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What a thread runs, and what that holds to run in turn: thread factories wrap it, some of them
 * several times. Nothing of it is called.
 */
final class Wrapping {
  private static final int DEEPEST = 5;
  private static final int MOST = 24;

  /** Something that is held, and by what. */
  static final class Wrapped {
    /** Null for what the thread itself runs. */
    final Object by;

    final Object what;
    private final int depth;

    private Wrapped(Object by, Object what, int depth) {
      this.by = by;
      this.what = what;
      this.depth = depth;
    }
  }

  private final Instrumentation instrumentation;

  Wrapping(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * The outermost first.
   *
   * @param run what a thread runs
   */
  List<Wrapped> of(Object run) {
    List<Wrapped> all = new ArrayList<>();
    all.add(new Wrapped(null, run, 0));
    for (int i = 0; i < all.size() && all.size() < MOST; i++) {
      Wrapped holder = all.get(i);
      // An executor holds what it has yet to run, which says nothing of this thread.
      if (holder.depth < DEEPEST && !(holder.what instanceof Executor)) {
        addHeldBy(holder, all);
      }
    }
    return all;
  }

  private void addHeldBy(Wrapped holder, List<Wrapped> all) {
    for (Class<?> type = holder.what.getClass();
        type != null && type != Object.class;
        type = type.getSuperclass()) {
      if (Explainer.ofTheJdk(type.getName())) {
        return;
      }
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          add(holder, value(type, field, holder.what), all);
        }
      }
    }
  }

  private static void add(Wrapped holder, Object value, List<Wrapped> all) {
    boolean runs = value instanceof Runnable && !(value instanceof Thread);
    if (!runs && !(value instanceof Executor)) {
      return;
    }
    for (Wrapped known : all) {
      if (known.what == value) {
        return;
      }
    }
    all.add(new Wrapped(holder.what, value, holder.depth + 1));
  }

  private Object value(Class<?> type, Field field, Object of) {
    try {
      OwnModule.open(instrumentation, type);
      field.setAccessible(true);
      return field.get(of);
    } catch (UnavailableException | ReflectiveOperationException | RuntimeException e) {
      return null; // Closed to us: then it is not seen.
    }
  }
}
