package io.hostshift.instrument.pool;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * What the threads of a pool will be called, by a field of its thread factory that is named a
 * prefix: many pools have no thread before they are first used. Nothing of the factory is called.
 */
final class FactoryNames {
  private final Instrumentation instrumentation;

  FactoryNames(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Empty if nothing tells; those of the JDK's own factories say nothing of the pool. */
  ThreadNames of(Object pool) {
    ThreadNames names = new ThreadNames();
    try {
      ThreadFactory factory =
          pool instanceof ThreadPoolExecutor
              ? ((ThreadPoolExecutor) pool).getThreadFactory()
              : null;
      String prefix = factory == null ? null : prefix(factory);
      if (prefix != null && !prefix.isEmpty()) {
        names.add(prefix);
      }
    } catch (RuntimeException | LinkageError e) {
      return names; // A class of the application's that does not tell.
    }
    return names;
  }

  private String prefix(ThreadFactory factory) {
    for (Class<?> type = factory.getClass(); type != null; type = type.getSuperclass()) {
      if (Explainer.ofTheJdk(type.getName())) {
        return null;
      }
      for (Field field : type.getDeclaredFields()) {
        boolean told =
            field.getType() == String.class
                && !Modifier.isStatic(field.getModifiers())
                && field.getName().toLowerCase(Locale.ROOT).contains("prefix");
        if (told) {
          return value(type, field, factory);
        }
      }
    }
    return null;
  }

  private String value(Class<?> type, Field field, Object of) {
    try {
      OwnModule.open(instrumentation, type);
      field.setAccessible(true);
      return (String) field.get(of);
    } catch (UnavailableException | ReflectiveOperationException | RuntimeException e) {
      return null; // Closed to us: then it is not seen.
    }
  }
}
