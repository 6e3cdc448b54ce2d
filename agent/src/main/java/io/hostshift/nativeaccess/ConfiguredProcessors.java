package io.hostshift.nativeaccess;

import io.hostshift.base.UnavailableException;

/**
 * The processors that the C library calls configured, which are more than those online where some
 * can be brought in ({@code sysconf(_SC_NPROCESSORS_CONF)}). HotSpot asks it once, at its start.
 */
public final class ConfiguredProcessors {
  /** The same number in glibc and musl. */
  private static final int NPROCESSORS_CONF = 83;

  private ConfiguredProcessors() {}

  /**
   * How many there are now; less than 1 if the library does not know.
   *
   * @throws UnavailableException if JNA cannot be used
   */
  public static int count(Jna jna) throws UnavailableException {
    return (int) jna.function("sysconf").invokeLong(new Object[] {NPROCESSORS_CONF});
  }
}
