package io.hostshift.testapp.service;

/** What a look through all stored orders found. */
final class Audit {
  private final long accepted;
  private final int stored;
  private final int corrupted;
  private final long expectedChecksum;
  private final long actualChecksum;

  Audit(long accepted, int stored, int corrupted, long expectedChecksum, long actualChecksum) {
    this.accepted = accepted;
    this.stored = stored;
    this.corrupted = corrupted;
    this.expectedChecksum = expectedChecksum;
    this.actualChecksum = actualChecksum;
  }

  /** Orders ever accepted. */
  long accepted() {
    return accepted;
  }

  int stored() {
    return stored;
  }

  /** Orders whose document no longer has the checksum that it was stored with. */
  int corrupted() {
    return corrupted;
  }

  /** The exclusive or of the checksums, kept while orders came and went. */
  long expectedChecksum() {
    return expectedChecksum;
  }

  /** The same, over the orders that are there: different where one was lost. */
  long actualChecksum() {
    return actualChecksum;
  }

  boolean intact() {
    return corrupted == 0 && expectedChecksum == actualChecksum;
  }
}
