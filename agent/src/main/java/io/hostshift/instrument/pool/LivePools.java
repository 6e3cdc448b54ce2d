package io.hostshift.instrument.pool;

import io.hostshift.base.LiveThreads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the live threads of this JVM show of its pools. One look; a pool without threads hides. */
final class LivePools {
  private final Map<String, LibraryThreads> libraries = new LinkedHashMap<>();
  private final Map<Object, ThreadNames> pools = new IdentityHashMap<>();
  private final Map<Object, Thread> threads = new IdentityHashMap<>();

  private LivePools() {}

  static LivePools look(Worker worker) {
    LivePools seen = new LivePools();
    for (Thread thread : LiveThreads.all()) {
      seen.add(thread, worker);
    }
    return seen;
  }

  private void add(Thread thread, Worker worker) {
    List<Wrapping.Wrapped> runs = worker.runs(thread);
    List<Object> working = worker.pools(thread, runs);
    for (Object pool : working) {
      String own = worker.ownName(pool);
      pools
          .computeIfAbsent(pool, first -> new ThreadNames())
          .add(own.isEmpty() ? thread.getName() : own);
      threads.putIfAbsent(pool, thread);
    }
    if (!working.isEmpty()) {
      return;
    }
    LibraryThreads library = LibraryThreads.of(thread, runs);
    if (library != null) {
      libraries.putIfAbsent(library.kind() + library.name(), library);
      libraries.get(library.kind() + library.name()).count();
    }
  }

  Set<Object> pools() {
    return Collections.unmodifiableSet(pools.keySet());
  }

  /** The names of its threads; null if it has none. */
  ThreadNames threads(Object pool) {
    return pools.get(pool);
  }

  /** One of its threads; null if it has none. */
  Thread threadOf(Object pool) {
    return threads.get(pool);
  }

  List<LibraryThreads> libraries() {
    return new ArrayList<>(libraries.values());
  }
}
