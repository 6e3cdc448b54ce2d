package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All flags of the JVM, found by name. Of each only a hash is kept until it is asked for. */
final class VmFlags {
  private final ProcessMemory memory;
  private final FlagTable table;
  private final FlagWriter writer;
  private final int[] hashes;
  private final Map<String, VmFlag> found = new ConcurrentHashMap<>();

  private VmFlags(ProcessMemory memory, FlagTable table, FlagWriter writer, int[] hashes) {
    this.memory = memory;
    this.table = table;
    this.writer = writer;
    this.hashes = hashes;
  }

  static VmFlags read(
      ProcessMemory memory, ConstantMemory constants, FlagTable table, FlagWriter writer)
      throws UnavailableException {
    int[] hashes = new int[table.count()];
    try {
      for (int row = 0; row < hashes.length; row++) {
        long name = table.nameAddress(constants, row);
        hashes[row] = name == 0 ? 0 : constants.hashString(name);
      }
    } catch (IOException e) {
      throw new UnavailableException("the flags' names cannot be read: " + e.getMessage(), e);
    }
    VmFlags flags = new VmFlags(memory, table, writer, hashes);
    FlagTypes.check(flags, table.typesByName());
    return flags;
  }

  /** The flag of this name, or null if this JVM has none. */
  VmFlag find(String name) {
    VmFlag known = found.get(name);
    if (known != null) {
      return known;
    }
    try {
      int hash = name.hashCode();
      for (int row = 0; row < hashes.length; row++) {
        if (hashes[row] == hash) {
          // Read afresh, not from a kept page: what is found here is relied on for writing.
          ConstantMemory constants = new ConstantMemory(memory);
          long address = table.nameAddress(constants, row);
          if (address != 0 && constants.readString(address).equals(name)) {
            found.putIfAbsent(name, flag(name, constants, row));
            return found.get(name);
          }
        }
      }
      return null;
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read any more: " + e.getMessage(), e);
    }
  }

  private VmFlag flag(String name, ConstantMemory constants, int row) throws IOException {
    return new VmFlag(
        name,
        FlagTypes.of(table, constants, row),
        new FlagRow(table, row, table.valueAddress(constants, row), table.originAddress(row)),
        memory,
        writer);
  }

  /** The names of all flags, in the order of the table. */
  List<String> names() throws IOException {
    ConstantMemory constants = new ConstantMemory(memory);
    List<String> names = new ArrayList<>();
    for (int row = 0; row < table.count(); row++) {
      long address = table.nameAddress(constants, row);
      if (address != 0) {
        names.add(constants.readString(address));
      }
    }
    return names;
  }
}
