package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/**
 * What HotSpot publishes of its worker threads, which are NamedThreads: where the name is, and how
 * long that part is, behind which a worker points to the set that it belongs to.
 */
final class WorkerThreadType {
  private final long name;
  private final long size;

  WorkerThreadType(long name, long size) {
    this.name = name;
    this.size = size;
  }

  static WorkerThreadType of(VmStructs structs) throws UnavailableException {
    VmField name = structs.field("NamedThread", "_name");
    Long size = structs.size("NamedThread");
    if (name == null || name.isStatic() || size == null || size <= name.location()) {
      throw new UnavailableException("HotSpot does not say what its worker threads look like");
    }
    return new WorkerThreadType(name.location(), size);
  }

  boolean is(long worker, String wanted, long owner, ConstantMemory memory) throws IOException {
    return own(worker, 0, memory) == owner && isNamed(worker, wanted, memory);
  }

  /** Whether a thread has this name. */
  boolean isNamed(long worker, String wanted, ConstantMemory memory) throws IOException {
    return memory.readString(memory.readLong(worker + name)).equals(wanted);
  }

  /** A word of what a kind of thread has besides. */
  long own(long worker, int offset, ConstantMemory memory) throws IOException {
    return memory.readLong(worker + size + offset);
  }
}
