package io.hostshift.instrument.pool;

import java.lang.ref.WeakReference;
import java.util.concurrent.ExecutorService;

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
  private final String type;
  private final String constructor;
  private volatile SizeRule rule;
  private volatile String thread = "";
  private volatile String threads = "";
  private WeakReference<ClassLoader> context = new WeakReference<>(null);

  /**
   * @param creator the class that created it; empty if that was not seen
   * @param line 0 if not known
   * @param core size at its creation, or when it was first seen
   * @param processors those that the JVM reported then; 0 if its creation was not seen
   */
  SeenPool(
      Object pool, String creator, int line, int core, int maximum, int processors, SizeRule rule) {
    this(pool, creator, line, creator, core, maximum, processors, rule);
  }

  /**
   * @param constructor the class whose code calls the constructor, for its creator perhaps
   */
  SeenPool(
      Object pool,
      String creator,
      int line,
      String constructor,
      int core,
      int maximum,
      int processors,
      SizeRule rule) {
    this.constructor = constructor;
    this.pool = new WeakReference<>(pool);
    this.type = pool.getClass().getName();
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

  /** Takes the context class loader of the thread that created it. */
  void createdUnder(WeakReference<ClassLoader> loader) {
    context = loader;
  }

  /** The context class loader of the thread that created it; null if not known, or gone. */
  public ClassLoader context() {
    return context.get();
  }

  /** Takes what its threads are called now. */
  void threads(ThreadNames names) {
    thread = names.any();
    threads = names.prefix();
  }

  /** What the names of its threads begin with; empty if none was seen. */
  public String threads() {
    return threads;
  }

  /** The name of one of its threads; empty if none was seen. */
  public String thread() {
    return thread;
  }

  /** Takes what explains its size, as its threads are known now. */
  void explainedBy(SizeRule known) {
    rule = known;
  }

  /** The full name of its class. */
  String type() {
    return type;
  }

  /** Whether it has ended, or was let go: there is nothing of it any more. */
  public boolean ended() {
    Object present = pool.get();
    if (!(present instanceof ExecutorService)) {
      return present == null;
    }
    try {
      return ((ExecutorService) present).isTerminated();
    } catch (RuntimeException | LinkageError e) {
      return false; // A class of the application's that does not tell.
    }
  }

  /** The class that called the constructor; that of the creator unless it did so for another. */
  public String constructor() {
    return constructor;
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
