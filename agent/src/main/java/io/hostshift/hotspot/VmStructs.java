package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
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
  private static final int MOST_BYTES_A_ROW = 256;

  private final ConstantMemory memory;
  private final ElfSymbols symbols;
  private final long base;
  private final Collection<String> types;
  private final String initials;
  private final Map<String, VmField> fields = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final Map<String, Integer> constants = new HashMap<>();

  private VmStructs(
      ConstantMemory memory, ElfSymbols symbols, long base, Collection<String> types) {
    this.memory = memory;
    this.symbols = symbols;
    this.base = base;
    this.types = types;
    StringBuilder letters = new StringBuilder();
    for (String type : types) {
      letters.append(type.charAt(0));
    }
    this.initials = letters.toString();
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
    VmStructs structs = new VmStructs(memory, symbols, base, types);
    try {
      structs.readFields();
      structs.readSizes();
      structs.readConstants();
    } catch (UnavailableException e) {
      throw e;
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

  private void readFields() throws IOException {
    int field = offset("gHotSpotVMStructEntryFieldNameOffset");
    int type = offset("gHotSpotVMStructEntryTypeStringOffset");
    int isStatic = offset("gHotSpotVMStructEntryIsStaticOffset");
    int offset = offset("gHotSpotVMStructEntryOffsetOffset");
    int address = offset("gHotSpotVMStructEntryAddressOffset");
    Rows rows = rows("gHotSpotVMStruct", "TypeName");
    while (rows.next()) {
      String owner = wanted(rows.nameAddress());
      if (owner != null) {
        long row = rows.row();
        long declared = memory.readLong(row + type);
        boolean fixed = memory.readInt(row + isStatic) != 0;
        fields.put(
            owner + "::" + memory.readString(memory.readLong(row + field)),
            new VmField(
                declared == 0 ? "" : memory.readString(declared),
                fixed,
                memory.readLong(row + (fixed ? address : offset))));
      }
    }
  }

  private void readSizes() throws IOException {
    int size = offset("gHotSpotVMTypeEntrySizeOffset");
    Rows rows = rows("gHotSpotVMType", "TypeName");
    while (rows.next()) {
      String type = wanted(rows.nameAddress());
      if (type != null) {
        sizes.put(type, memory.readLong(rows.row() + size));
      }
    }
  }

  private void readConstants() throws IOException {
    int value = offset("gHotSpotVMIntConstantEntryValueOffset");
    Rows rows = rows("gHotSpotVMIntConstant", "Name");
    while (rows.next()) {
      String name = likely(rows.nameAddress());
      int colons = name == null ? -1 : name.indexOf("::");
      if (colons > 0 && types.contains(name.substring(0, colons))) {
        constants.put(name, memory.readInt(rows.row() + value));
      }
    }
  }

  private String wanted(long nameAddress) throws IOException {
    String name = likely(nameAddress);
    return name != null && types.contains(name) ? name : null;
  }

  /** The name, or null: its first letter spares making strings of some 2,000 others. */
  private String likely(long nameAddress) throws IOException {
    boolean likely = initials.indexOf(memory.readByte(nameAddress)) >= 0;
    return likely ? memory.readString(nameAddress) : null;
  }

  private Rows rows(String table, String name) throws IOException {
    return new Rows(
        memory,
        table + "s",
        symbol(table + "s"),
        offset(table + "EntryArrayStride"),
        offset(table + "Entry" + name + "Offset"));
  }

  /** An offset or a stride: a variable whose value must be small. */
  private int offset(String symbol) throws IOException {
    long value = symbol(symbol);
    if (value < 0 || value > MOST_BYTES_A_ROW) {
      throw new UnavailableException(symbol + " is " + value);
    }
    return (int) value;
  }

  private long symbol(String name) throws IOException {
    Long address = symbols.address(name);
    if (address == null) {
      throw new UnavailableException("libjvm does not export " + name);
    }
    return memory.readLong(base + address);
  }
}
