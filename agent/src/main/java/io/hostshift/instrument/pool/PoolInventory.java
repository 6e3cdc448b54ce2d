package io.hostshift.instrument.pool;

import io.hostshift.base.UnavailableException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * The pools of the application: each noted as it is created, looked into later, and forgotten when
 * the application lets it go.
 *
 * <p>{@link #install}, {@link #step} and {@link #remove} run on a thread of ours; they read class
 * files, through the application's loaders. The hook itself notes the stack and nothing else.
 */
public final class PoolInventory {
  private static final String OURS = "io.hostshift.";
  private static final String OUR_THREADS = "hostshift-";
  private static final int MOST_POOLS = 2000;
  private static final int MOST_WAITING = 1000;

  /** A look at the threads is worth less often than one at what was noted. */
  private static final int STEPS_BETWEEN_LOOKS = 5;

  private final Instrumentation instrumentation;
  private final IntSupplier processors;
  private final int processorsAtStart;
  private final PoolHook hook;
  private final Explainer explainer;
  private final Creators creators;
  private final FactoryNames factories;
  private final KnownPools known = KnownPools.ofThisVersion();
  private final Queue<Creation> created = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong missed = new AtomicLong();
  private final List<SeenPool> pools = new ArrayList<>();
  private volatile Worker worker;
  private long steps;

  /**
   * @param processors what the JVM reports to the application; called on its threads
   */
  public PoolInventory(Instrumentation instrumentation, IntSupplier processors) {
    this.instrumentation = instrumentation;
    this.processors = processors;
    this.processorsAtStart = processors.getAsInt();
    this.hook = new PoolHook(instrumentation);
    LoadedCode code = new LoadedCode(instrumentation);
    this.explainer = new Explainer(code);
    this.factories = new FactoryNames(instrumentation);
    this.creators = new Creators(code);
  }

  /**
   * From now on pools are noted.
   *
   * @throws UnavailableException if this JVM does not let us; what threads show may still be seen
   */
  public void install() throws UnavailableException {
    worker = Worker.open(instrumentation);
    hook.install(this::note);
  }

  /** Why pools are not seen being created any more, though the hook was there; null if they are. */
  public String lost() {
    UnavailableException reason = hook.lost();
    return reason == null ? null : reason.getMessage();
  }

  /** Takes the hook out; what is known stays. */
  public void remove() throws UnavailableException {
    hook.remove();
  }

  /** On the application's thread, in the constructor of the pool. */
  private void note(Object pool, int[] sizes) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      missed.incrementAndGet();
      return;
    }
    StackTraceElement[] frames = new Throwable().getStackTrace();
    created.add(new Creation(pool, sizes[0], sizes[1], processors.getAsInt(), frames));
  }

  /**
   * One step: looks into what was created since the last, and at times at the threads.
   *
   * @param sizes core and maximum size of a pool; null if it is of a kind that tells none
   */
  public void step(Function<Object, int[]> sizes) {
    for (Creation creation = created.poll(); creation != null; creation = created.poll()) {
      waiting.decrementAndGet();
      Object pool = creation.pool.get();
      if (pool != null) {
        add(pool, creation, sizes.apply(pool));
      }
    }
    if (worker != null && steps++ % STEPS_BETWEEN_LOOKS == 0) {
      look(sizes);
    }
    synchronized (pools) {
      pools.removeIf(SeenPool::ended);
    }
  }

  /**
   * Takes a pool that was seen being created. One may be constructed with any size, and be given
   * its own by a setter right after: then that is its size, where it is explained.
   *
   * @param now core and maximum size; null if it tells none
   */
  private void add(Object pool, Creation creation, int[] now) {
    int constructor = creation.creator(pool.getClass());
    String constructing = creation.frames[constructor].getClassName();
    if (constructing.startsWith(OURS)) {
      return; // The agent's own, and those with which the hook saw whether it works.
    }
    int creator = creators.of(creation, constructor, pool.getClass());
    StackTraceElement frame = creation.frames[creator];
    Creation sized = now == null ? creation : creation.sized(now[0], now[1]);
    SizeRule rule = explainer.explain(sized, constructor, creator, processorsAtStart);
    if (sized != creation && !rule.explains()) {
      sized = creation;
      rule = explainer.explain(creation, constructor, creator, processorsAtStart);
    }
    SeenPool seen =
        new SeenPool(
            pool,
            frame.getClassName(),
            Math.max(0, frame.getLineNumber()),
            constructing,
            sized.core,
            sized.maximum,
            creation.processors,
            rule);
    seen.createdUnder(creation.context);
    ThreadNames threads = factories.of(pool);
    if (!threads.any().isEmpty()) {
      named(seen, threads);
    }
    add(seen);
  }

  private void look(Function<Object, int[]> sizes) {
    LivePools live = LivePools.look(worker);
    for (Object pool : live.pools()) {
      ThreadNames threads = live.threads(pool);
      SeenPool seen = known(pool);
      if (seen == null && !threads.any().startsWith(OUR_THREADS)) {
        int[] size = sizes.apply(pool);
        if (size != null) {
          SizeRule rule =
              SizeRule.unexplained(
                  "its creation was not seen; one of its threads is " + threads.any());
          seen = new SeenPool(pool, "", 0, size[0], size[1], 0, rule);
          add(seen);
        }
      }
      if (seen != null) {
        named(seen, threads);
      }
    }
  }

  private void named(SeenPool pool, ThreadNames threads) {
    boolean first = pool.threads().isEmpty();
    pool.threads(threads);
    if (first && !pool.rule().explains()) {
      int then = pool.processors() == 0 ? processorsAtStart : pool.processors();
      SizeRule rule = known.of(pool, then);
      if (rule != null) {
        pool.explainedBy(rule);
      }
    }
  }

  /** Null if it is not. */
  private SeenPool known(Object pool) {
    synchronized (pools) {
      for (SeenPool seen : pools) {
        if (seen.pool() == pool) {
          return seen;
        }
      }
      return null;
    }
  }

  /** What was seen being created says more than what its threads showed in the meantime. */
  private void add(SeenPool pool) {
    synchronized (pools) {
      pools.removeIf(seen -> seen.pool() == pool.pool());
      if (pools.size() < MOST_POOLS) {
        pools.add(pool);
      } else {
        missed.incrementAndGet();
      }
    }
  }

  /** Those that are known and have not ended, the oldest first. */
  public List<SeenPool> pools() {
    List<SeenPool> present;
    synchronized (pools) {
      present = new ArrayList<>(pools);
    }
    present.removeIf(SeenPool::ended);
    return present;
  }

  /** Pools of libraries that are none of the JDK's, by what their threads show now. */
  public List<LibraryThreads> libraries() {
    Worker seeing = worker;
    if (seeing == null) {
      return Collections.emptyList();
    }
    List<LibraryThreads> all = LivePools.look(seeing).libraries();
    for (LibraryThreads library : all) {
      library.explainedBy(known.of(library, processorsAtStart));
    }
    return all;
  }

  /** Of a pool one of its threads that live now; null if it has none, or they cannot be seen. */
  public Function<Object, Thread> threads() {
    Worker seeing = worker;
    return seeing == null ? pool -> null : LivePools.look(seeing)::threadOf;
  }

  /** Pools that are not listed because there were too many. */
  public long missed() {
    return missed.get();
  }
}
