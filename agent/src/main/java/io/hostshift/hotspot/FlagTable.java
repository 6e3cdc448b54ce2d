package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/**
 * HotSpot's array of all its flags, {@code JVMFlag::flags}, which was {@code Flag::flags} up to 10:
 * a row holds the addresses of a flag's name and value, its type, and its origin.
 */
final class FlagTable {
  // Between 700 and 1,500 in the versions from 8 to 27.
  private static final long FEWEST = 200;
  private static final long MOST = 10_000;
  private static final long WIDEST = 128;

  private final long start;
  private final int count;
  private final int stride;
  private final int name;
  private final int value;
  private final int type;
  private final int flags;
  private final boolean typesByName;

  private FlagTable(VmStructs structs, String owner, ConstantMemory memory) throws IOException {
    stride = (int) between(1, structs.size(owner), WIDEST, "the size of " + owner);
    start = memory.readLong(field(structs, owner, "flags", true).location());
    long stated = memory.readLong(field(structs, owner, "numFlags", true).location());
    count = (int) between(FEWEST, stated, MOST, "the number of flags");
    name = offset(structs, owner, "_name", 8);
    value = offset(structs, owner, "_addr", 8);
    flags = offset(structs, owner, "_flags", 4);
    String typesAre = field(structs, owner, "_type", false).type();
    typesByName = "const char*".equals(typesAre);
    if (!typesByName && !"int".equals(typesAre)) {
      throw new UnavailableException("HotSpot keeps the type of a flag as " + typesAre);
    }
    type = offset(structs, owner, "_type", typesByName ? 8 : 4);
  }

  /** Finds the table, which must lie in libjvm's variables: the origins in it are written. */
  static FlagTable find(VmStructs structs, ConstantMemory memory, MemoryMap map)
      throws UnavailableException {
    String owner = structs.size("JVMFlag") != null ? "JVMFlag" : "Flag";
    try {
      FlagTable table = new FlagTable(structs, owner, memory);
      if (!map.writable(table.start, table.count * table.stride)) {
        throw new UnavailableException("the flags do not lie in libjvm's variables");
      }
      return table;
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnavailableException("HotSpot's flags cannot be read: " + e.getMessage(), e);
    }
  }

  /** The number of rows, of which the last may be empty. */
  int count() {
    return count;
  }

  /** Whether a row's type is a name's address, as up to 11, and not a number. */
  boolean typesByName() {
    return typesByName;
  }

  long nameAddress(ConstantMemory memory, int row) throws IOException {
    return memory.readLong(row(row) + name);
  }

  long valueAddress(ConstantMemory memory, int row) throws IOException {
    return memory.readLong(row(row) + value);
  }

  /** A name's address or a number: see {@link #typesByName}. */
  long type(ConstantMemory memory, int row) throws IOException {
    return typesByName ? memory.readLong(row(row) + type) : memory.readInt(row(row) + type);
  }

  /** Where the row keeps the flag's origin, in the low bits of an int. */
  long originAddress(int row) {
    return row(row) + flags;
  }

  private long row(int row) {
    return start + (long) row * stride;
  }

  private int offset(VmStructs structs, String owner, String field, int width)
      throws UnavailableException {
    long offset = field(structs, owner, field, false).location();
    return (int) between(0, offset, stride - width, "the offset of " + field);
  }

  private static VmField field(VmStructs structs, String owner, String name, boolean isStatic)
      throws UnavailableException {
    VmField field = structs.field(owner, name);
    if (field == null || field.isStatic() != isStatic) {
      throw new UnavailableException("HotSpot does not describe " + owner + "::" + name);
    }
    return field;
  }

  private static long between(long least, Long value, long most, String what)
      throws UnavailableException {
    if (value == null || value < least || value > most) {
      throw new UnavailableException(what + " is " + value);
    }
    return value;
  }
}
