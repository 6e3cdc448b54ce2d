package io.hostshift.instrument.processor;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Has the JVM transform loaded classes again, a few at a time: each batch stops all threads for a
 * moment. A class that cannot be transformed is named and left as it is, and the rest of its batch
 * is tried one by one.
 */
final class Retransformation {
  private static final int BATCH = 16;

  private final Instrumentation instrumentation;
  private final BiConsumer<String, Throwable> failed;

  /**
   * @param failed takes the name of a class and what was thrown for it
   */
  Retransformation(Instrumentation instrumentation, BiConsumer<String, Throwable> failed) {
    this.instrumentation = instrumentation;
    this.failed = failed;
  }

  void of(List<Class<?>> classes) {
    for (int from = 0; from < classes.size(); from += BATCH) {
      List<Class<?>> batch = classes.subList(from, Math.min(from + BATCH, classes.size()));
      if (attempt(batch) != null && batch.size() > 1) {
        for (int i = 0; i < batch.size(); i++) {
          single(batch.subList(i, i + 1));
        }
      }
    }
  }

  private void single(List<Class<?>> one) {
    Throwable reason = attempt(one);
    if (reason != null) {
      failed.accept(one.get(0).getName(), reason);
    }
  }

  private Throwable attempt(List<Class<?>> classes) {
    try {
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
      return null;
    } catch (UnmodifiableClassException | RuntimeException | Error e) {
      return e;
    }
  }
}
