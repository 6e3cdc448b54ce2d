package io.hostshift.hotspot;

/** What the JVM itself says of its flags. */
interface FlagWord {
  /** Null where it says nothing: of flags that are locked, and in a runtime without management. */
  Said of(String flag);

  /** What it says of one. */
  final class Said {
    private final String value;
    private final Origin origin;

    /**
     * @param value as management prints it: a number, signed
     */
    Said(String value, Origin origin) {
      this.value = value;
      this.origin = origin;
    }

    /** Whether that is what was found in memory. */
    boolean agrees(VmFlag found) {
      return value.equals(Long.toString(found.value())) && origin == found.origin();
    }

    @Override
    public String toString() {
      return value + " (" + origin + ")";
    }
  }
}
