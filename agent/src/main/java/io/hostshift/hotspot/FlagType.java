package io.hostshift.hotspot;

/** The C++ type of a flag; all of 64-bit HotSpot. */
public enum FlagType {
  BOOL("bool", 1),
  INT("int", 4),
  UINT("uint", 4),
  INTX("intx", 8),
  UINTX("uintx", 8),
  UINT64("uint64_t", 8),
  SIZE("size_t", 8),
  DOUBLE("double", 8),
  CCSTR("ccstr", 8),
  CCSTRLIST("ccstrlist", 8),
  /** One that this version may have and we do not know: not readable, not writable. */
  UNKNOWN("", 0);

  private final String cName;
  private final int width;

  FlagType(String cName, int width) {
    this.cName = cName;
    this.width = width;
  }

  /** The size of a value in bytes; 0 if unknown. */
  public int width() {
    return width;
  }

  boolean integral() {
    return this == INT
        || this == UINT
        || (ordinal() >= INTX.ordinal() && ordinal() <= SIZE.ordinal());
  }

  static FlagType named(String cName) {
    for (FlagType type : values()) {
      if (type.cName.equals(cName)) {
        return type;
      }
    }
    return UNKNOWN;
  }
}
