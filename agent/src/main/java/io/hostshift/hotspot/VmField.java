package io.hostshift.hotspot;

/** A field of one of HotSpot's C++ classes, as HotSpot describes it. */
final class VmField {
  private final String type;
  private final boolean isStatic;
  private final long location;

  VmField(String type, boolean isStatic, long location) {
    this.type = type;
    this.isStatic = isStatic;
    this.location = location;
  }

  /** Its C++ type, such as {@code int} or {@code const char*}; empty if HotSpot does not say. */
  String type() {
    return type;
  }

  boolean isStatic() {
    return isStatic;
  }

  /** The address of a static field, or the offset in bytes of one in an object. */
  long location() {
    return location;
  }
}
