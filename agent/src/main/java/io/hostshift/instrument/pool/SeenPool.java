package io.hostshift.instrument.pool;

import java.lang.ref.WeakReference;

/** A pool of the application, weakly held, and what is known of its creation. */
public final class SeenPool {
  /** Of a maximum that is as good as none. */
  public static final int UNBOUNDED = 32_768;

  private final WeakReference<Object> pool;
  private final String kind;
  private final String creator;
  private final int line;
  private final int core;
  private final int maximum;
  private final int processors;
  private final SizeRule rule;

  /**
   * @param creator the class that created it; empty if that was not seen
   * @param line 0 if not known
   * @param core size at its creation, or when it was first seen
   * @param processors those that the JVM reported then; 0 if its creation was not seen
   */
  SeenPool(
      Object pool, String creator, int line, int core, int maximum, int processors, SizeRule rule) {
    this.pool = new WeakReference<>(pool);
    this.kind = kind(pool.getClass());
    this.creator = creator;
    this.line = line;
    this.core = core;
    this.maximum = maximum;
    this.processors = processors;
    this.rule = rule;
  }

  private static String kind(Class<?> type) {
    boolean jdk = type.getName().startsWith("java.util.concurrent.");
    return jdk ? type.getSimpleName() : type.getName();
  }

  /** Null once the application has let it go. */
  public Object pool() {
    return pool.get();
  }

  /** The simple name of the JDK's class, the full one of any other. */
  public String kind() {
    return kind;
  }

  public String creator() {
    return creator;
  }

  /** Such as {@code com.acme.Service:12}; empty if its creation was not seen. */
  public String place() {
    return line > 0 ? creator + ":" + line : creator;
  }

  public int core() {
    return core;
  }

  /** Equal to the core size where the pool knows one number only. */
  public int maximum() {
    return maximum;
  }

  /** Those that the JVM reported at its creation; 0 if that was not seen. */
  public int processors() {
    return processors;
  }

  public SizeRule rule() {
    return rule;
  }
}
