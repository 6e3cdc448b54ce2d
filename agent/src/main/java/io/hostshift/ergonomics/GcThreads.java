package io.hostshift.ergonomics;

/**
 * The collector threads that a fresh HotSpot chooses for a number of processors, at least 1.
 *
 * <p>Read off HotSpot's sources ({@code WorkerPolicy::parallel_worker_threads}, {@code
 * G1Arguments::initialize}, {@code ShenandoahArguments::initialize}, {@code CMSCollector}) and
 * compared with fresh JVMs of every supported version for 1 to 32 processors. None of these depends
 * on the heap's size; ZGC's do, see {@link ZgcThreads}.
 */
public final class GcThreads {
  private GcThreads() {}

  /**
   * {@code ParallelGCThreads} of G1, Parallel and CMS: all of up to 8 processors, and five eighths
   * of those beyond.
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

  /**
   * {@code G1ConcRefinementThreads}: at most so many refine at a time.
   *
   * @param parallel the value of {@code ParallelGCThreads}, at least 1
   */
  public static int g1Refinement(int parallel) {
    return parallel;
  }

  /**
   * {@code ConcGCThreads} of CMS; 0 where its own thread does the work alone, since one helper
   * would be no help.
   *
   * @param parallel the value of {@code ParallelGCThreads}, at least 1
   */
  public static int cmsConcurrent(int parallel) {
    int workers = (parallel + 3) / 4;
    return workers > 1 ? workers : 0;
  }

  /** {@code ParallelGCThreads} of Shenandoah, with one generation and with two. */
  public static int shenandoahParallel(int processors) {
    return Math.max(1, processors / 2);
  }

  /** {@code ConcGCThreads} of Shenandoah, as long as its parallel threads are no fewer. */
  public static int shenandoahConcurrent(int processors) {
    return Math.max(1, processors / 4);
  }
}
