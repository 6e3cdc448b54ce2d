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
    return memory.readLong(worker + size) == owner
        && memory.readString(memory.readLong(worker + name)).equals(wanted);
  }
}
