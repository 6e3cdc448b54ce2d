package io.hostshift.ergonomics;

/**
 * The collector threads that a fresh HotSpot chooses for a number of processors.
 *
 * <p>Read off HotSpot's sources ({@code WorkerPolicy::parallel_worker_threads}, {@code
 * G1Arguments::initialize}, {@code ShenandoahArguments::initialize}) and compared with fresh JVMs
 * of every supported version for 1 to 32 processors.
 */
public final class GcThreads {
  private GcThreads() {}

  /**
   * {@code ParallelGCThreads} of G1, Parallel and CMS: all of up to 8 processors, and five eighths
   * of those beyond.
   *
   * @param processors at least 1
   */
  public static int parallel(int processors) {
    return processors <= 8 ? processors : 8 + (processors - 8) * 5 / 8;
  }

  /**
   * {@code ConcGCThreads} of G1.
   *
   * @param parallel the value of {@code ParallelGCThreads}, at least 1
   */
  public static int g1Concurrent(int parallel) {
    return Math.max(1, (parallel + 2) / 4);
  }
}
