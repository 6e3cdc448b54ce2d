package io.hostshift.pause;

/** A time in which a thread that wanted to run did not, and what the JVM counted meanwhile. */
final class Stall {
  final long beginNanos;
  final long endNanos;
  final long collectionNanos;
  final long safepointNanos;
  final long waitedNanos;

  /** The last three are -1 where not known. */
  Stall(
      long beginNanos, long endNanos, long collectionNanos, long safepointNanos, long waitedNanos) {
    this.beginNanos = beginNanos;
    this.endNanos = endNanos;
    this.collectionNanos = collectionNanos;
    this.safepointNanos = safepointNanos;
    this.waitedNanos = waitedNanos;
  }

  long nanos() {
    return endNanos - beginNanos;
  }

  boolean overlaps(long fromNanos, long toNanos) {
    return endNanos - fromNanos >= 0 && toNanos - beginNanos >= 0;
  }
}
