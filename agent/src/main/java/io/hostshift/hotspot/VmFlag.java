package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.io.IOException;

/** One flag of the running JVM, such as {@code ParallelGCThreads}, read from its memory. */
public final class VmFlag implements Flag {
  private final String name;
  private final FlagType type;
  private final FlagRow row;
  private final ProcessMemory memory;
  private final FlagWriter writer;
  private final long startValue;
  private final Origin startOrigin;

  VmFlag(String name, FlagType type, FlagRow row, ProcessMemory memory, FlagWriter writer) {
    this.name = name;
    this.type = type;
    this.row = row;
    this.memory = memory;
    this.writer = writer;
    this.startValue = type == FlagType.UNKNOWN ? 0 : value();
    this.startOrigin = origin();
  }

  public String name() {
    return name;
  }

  /** Its type in this JVM: {@code ActiveProcessorCount} is intx on 8 and int from 11 on. */
  public FlagType type() {
    return type;
  }

  /** The size of the value in bytes. */
  public int width() {
    return type.width();
  }

  /**
   * The value now; allocates nothing. A bool is 0 or 1, an unsigned 8-byte value may look negative,
   * a double is its {@linkplain Double#longBitsToDouble bits}, a string its address.
   *
   * @throws IllegalStateException if the type is unknown, or the HotSpot was closed
   */
  public long value() {
    try {
      switch (type.width()) {
        case 1:
          return memory.readByte(row.valueAddress()) == 0 ? 0 : 1;
        case 4:
          int value = memory.readInt(row.valueAddress());
          return type == FlagType.UINT ? value & 0xffffffffL : value;
        case 8:
          return memory.readLong(row.valueAddress());
        default:
          throw new IllegalStateException(name + " is of a type that is not known");
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The value as HotSpot prints it; null for a string that is not set. */
  public String text() {
    long value = value();
    switch (type) {
      case BOOL:
        return value == 0 ? "false" : "true";
      case INT:
      case INTX:
        return Long.toString(value);
      case DOUBLE:
        return Double.toString(Double.longBitsToDouble(value));
      case CCSTR:
      case CCSTRLIST:
        try {
          return value == 0 ? null : new ConstantMemory(memory).readString(value);
        } catch (IOException e) {
          throw unreadable(e);
        }
      default:
        return Long.toUnsignedString(value);
    }
  }

  /** Where the value came from, as the JVM remembers it now. */
  public Origin origin() {
    try {
      return Origin.of(memory.readInt(row.originAddress()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The value when this flag was first asked for, before anything was written through this object.
   */
  public long startValue() {
    return startValue;
  }

  /** The origin when this flag was first asked for. */
  public Origin startOrigin() {
    return startOrigin;
  }

  /** Why {@link #write} would refuse any value here, in plain words; null if it would not. */
  public String valueRefusal() {
    return writer.refusal(this, false);
  }

  /**
   * Why {@link #writeOrigin} would refuse any origin here, in plain words; null if it would not.
   */
  public String originRefusal() {
    return writer.refusal(this, true);
  }

  /**
   * Makes sure that the JVM itself says the same of it, where something else is written that goes
   * with it.
   *
   * @throws DisbelievedException if the JVM says another value or origin
   */
  void believe() throws DisbelievedException {
    writer.believe(this);
  }

  /**
   * Writes the value, and reads it back. Nothing is written unless this write is a {@link
   * ProvenWrite} on this JVM, the value is within its range, and the flag still stands where it was
   * found. The origin stays.
   *
   * @throws DisbelievedException if the JVM itself says another value of it, before or after; then
   *     it is as it was
   * @throws UnavailableException if it was refused, or another value was read back
   */
  public void write(long value) throws UnavailableException {
    writer.write(this, row, value);
  }

  /**
   * Writes the origin, under the same conditions, and reads it back. The value stays.
   *
   * @throws DisbelievedException as {@link #write} does
   * @throws UnavailableException if it was refused, or another origin was read back
   */
  public void writeOrigin(Origin origin) throws UnavailableException {
    writer.writeOrigin(this, row, origin);
  }

  private IllegalStateException unreadable(IOException e) {
    return new IllegalStateException(name + " cannot be read any more: " + e.getMessage(), e);
  }

  @Override
  public String toString() {
    return name + "=" + (type == FlagType.UNKNOWN ? "?" : text()) + " (" + origin() + ")";
  }
}
