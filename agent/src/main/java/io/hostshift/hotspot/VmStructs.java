package io.hostshift.hotspot;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What HotSpot publishes about its own layout for debuggers ({@code vmStructs.hpp}): the tables
 * {@code gHotSpotVMStructs}, {@code gHotSpotVMTypes} and {@code gHotSpotVMIntConstants}. How a row
 * is laid out is published too, and followed. Only what is asked for is kept.
 */
final class VmStructs {
  // The longest table has some 850 rows; one that does not end is no such table.
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_BYTES_A_ROW = 256;

  private final ConstantMemory memory;
  private final ElfSymbols symbols;
  private final long base;
  private final Map<String, VmField> fields = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final Map<String, Integer> constants = new HashMap<>();

  private VmStructs(ConstantMemory memory, ElfSymbols symbols, long base) {
    this.memory = memory;
    this.symbols = symbols;
    this.base = base;
  }

  /**
   * Reads the rows of some classes.
   *
   * @param base where libjvm is loaded
   * @param types the C++ classes to keep
   * @throws UnavailableException if HotSpot does not publish its structures, or not like this
   */
  static VmStructs read(
      ConstantMemory memory, ElfSymbols symbols, long base, Collection<String> types)
      throws UnavailableException {
    VmStructs structs = new VmStructs(memory, symbols, base);
    try {
      structs.readFields(types);
      structs.readSizes(types);
      structs.readConstants(types);
    } catch (IOException e) {
      throw new UnavailableException("HotSpot's structures cannot be read: " + e.getMessage(), e);
    }
    return structs;
  }

  /** The field, or null if this HotSpot has none of that name. */
  VmField field(String type, String name) {
    return fields.get(type + "::" + name);
  }

  /** The size in bytes of an object of the class, or null. */
  Long size(String type) {
    return sizes.get(type);
  }

  /** The value of a constant such as {@code JVMFlagOrigin::DEFAULT}, or null. */
  Integer constant(String name) {
    return constants.get(name);
  }

  private void readFields(Collection<String> types) throws IOException, UnavailableException {
    int name = offset("gHotSpotVMStructEntryFieldNameOffset");
    int type = offset("gHotSpotVMStructEntryTypeStringOffset");
    int isStatic = offset("gHotSpotVMStructEntryIsStaticOffset");
    int offset = offset("gHotSpotVMStructEntryOffsetOffset");
    int address = offset("gHotSpotVMStructEntryAddressOffset");
    walk(
        "gHotSpotVMStructs",
        offset("gHotSpotVMStructEntryArrayStride"),
        offset("gHotSpotVMStructEntryTypeNameOffset"),
        (row, owner) -> {
          if (types.contains(owner)) {
            long declared = memory.readLong(row + type);
            boolean fixed = memory.readInt(row + isStatic) != 0;
            fields.put(
                owner + "::" + memory.readString(memory.readLong(row + name)),
                new VmField(
                    declared == 0 ? "" : memory.readString(declared),
                    fixed,
                    memory.readLong(row + (fixed ? address : offset))));
          }
        });
  }

  private void readSizes(Collection<String> types) throws IOException, UnavailableException {
    int size = offset("gHotSpotVMTypeEntrySizeOffset");
    walk(
        "gHotSpotVMTypes",
        offset("gHotSpotVMTypeEntryArrayStride"),
        offset("gHotSpotVMTypeEntryTypeNameOffset"),
        (row, type) -> {
          if (types.contains(type)) {
            sizes.put(type, memory.readLong(row + size));
          }
        });
  }

  private void readConstants(Collection<String> types) throws IOException, UnavailableException {
    int value = offset("gHotSpotVMIntConstantEntryValueOffset");
    walk(
        "gHotSpotVMIntConstants",
        offset("gHotSpotVMIntConstantEntryArrayStride"),
        offset("gHotSpotVMIntConstantEntryNameOffset"),
        (row, name) -> {
          int colons = name.indexOf("::");
          if (colons > 0 && types.contains(name.substring(0, colons))) {
            constants.put(name, memory.readInt(row + value));
          }
        });
  }

  private interface RowReader {
    void read(long row, String name) throws IOException;
  }

  /** Gives each row up to the one without a name, which ends every table. */
  private void walk(String table, int stride, int nameOffset, RowReader reader)
      throws IOException, UnavailableException {
    long row = symbol(table);
    long known = 0;
    String name = null;
    for (int i = 0; i < MOST_ROWS; i++, row += stride) {
      long address = memory.readLong(row + nameOffset);
      if (address == 0) {
        return;
      }
      // Rows of one class follow each other and share its name.
      if (address != known) {
        name = memory.readString(address);
        known = address;
      }
      reader.read(row, name);
    }
    throw new UnavailableException(table + " does not end");
  }

  /** An offset or a stride: a variable whose value must be small. */
  private int offset(String symbol) throws IOException, UnavailableException {
    long value = symbol(symbol);
    if (value < 0 || value > MOST_BYTES_A_ROW) {
      throw new UnavailableException(symbol + " is " + value);
    }
    return (int) value;
  }

  private long symbol(String name) throws IOException, UnavailableException {
    Long address = symbols.address(name);
    if (address == null) {
      throw new UnavailableException("libjvm does not export " + name);
    }
    return memory.readLong(base + address);
  }
}
