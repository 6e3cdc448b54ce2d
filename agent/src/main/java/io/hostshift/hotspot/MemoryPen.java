package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;

/**
 * The one place that writes to the JVM's memory. It tells the witness of each store before it makes
 * it.
 */
final class MemoryPen {
  private final InternalUnsafe unsafe;
  private final WriteWitness witness;

  MemoryPen(InternalUnsafe unsafe, WriteWitness witness) {
    this.unsafe = unsafe;
    this.witness = witness;
  }

  void putInt(NamedWrite write, long address, int value) throws UnavailableException {
    witness.before(write);
    unsafe.putInt(address, value);
  }

  void putLong(NamedWrite write, long address, long value) throws UnavailableException {
    witness.before(write);
    unsafe.putLong(address, value);
  }

  /** Sets ints that follow each other, between two safepoints. */
  void putInts(NamedWrite write, long address, int... values) throws UnavailableException {
    witness.before(write);
    unsafe.putInts(address, values);
  }

  /** Sets the int unless it is no longer what was expected, and says which. */
  boolean compareAndSetInt(NamedWrite write, long address, int expected, int value)
      throws UnavailableException {
    witness.before(write);
    return unsafe.compareAndSetInt(address, expected, value);
  }
}
