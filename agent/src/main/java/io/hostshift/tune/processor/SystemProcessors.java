package io.hostshift.tune.processor;

import io.hostshift.host.HostProfile;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/**
 * The processors that a JVM started now would be given by the system.
 *
 * <p>Where the capacity is not read, it is what the JVM reported before anything was retuned:
 * afterwards it would give our own answer back, and a factor would be applied to itself.
 */
public final class SystemProcessors implements ToIntFunction<HostProfile> {
  private final int atStart;

  /**
   * @param reported what the JVM reports now
   */
  public SystemProcessors(IntSupplier reported) {
    this.atStart = reported.getAsInt();
  }

  @Override
  public int applyAsInt(HostProfile profile) {
    int processors = profile.capacity().processors();
    return processors > 0 ? processors : atStart;
  }
}
