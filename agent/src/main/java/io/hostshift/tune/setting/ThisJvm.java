package io.hostshift.tune.setting;

import io.hostshift.hotspot.HotSpot;
import java.lang.instrument.Instrumentation;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** What settings are made from: this JVM, as far as it is open to us, and what was asked for. */
public final class ThisJvm {
  private final HotSpot hotspot;
  private final String closed;
  private final Instrumentation instrumentation;
  private Predicate<String> wanted = any -> true;
  private BiPredicate<String, String> picked = (any, choice) -> false;
  private boolean headroom;
  private Setting pools;

  private ThisJvm(HotSpot hotspot, String closed, Instrumentation instrumentation) {
    this.hotspot = hotspot;
    this.closed = closed;
    this.instrumentation = instrumentation;
  }

  /** One whose flags and structures can be read. */
  public static ThisJvm open(HotSpot hotspot, Instrumentation instrumentation) {
    return new ThisJvm(hotspot, "", instrumentation);
  }

  /**
   * One whose memory is closed to us: only what needs none of it can be moved, such as hooks.
   *
   * @param reason why it is
   */
  public static ThisJvm closed(String reason, Instrumentation instrumentation) {
    return new ThisJvm(null, reason, instrumentation);
  }

  /**
   * Takes what the configuration asks for.
   *
   * @param newWanted whether a setting is wanted, by its name
   * @param newPicked whether a choice of a setting was picked, such as {@code gc.parallel} and
   *     {@code gang}
   * @param newHeadroom whether an explicit {@code ActiveProcessorCount} is only a ceiling
   */
  public ThisJvm asked(
      Predicate<String> newWanted, BiPredicate<String, String> newPicked, boolean newHeadroom) {
    wanted = newWanted;
    picked = newPicked;
    headroom = newHeadroom;
    return this;
  }

  /**
   * Takes the setting that has the application's pools, which are found elsewhere.
   *
   * @param newPools null if they are off
   */
  public ThisJvm with(Setting newPools) {
    pools = newPools;
    return this;
  }

  /** Null where its memory is {@link #closed}. */
  public HotSpot hotspot() {
    return hotspot;
  }

  /** Why its memory is closed to us; empty where it is not. */
  public String closed() {
    return closed;
  }

  public Instrumentation instrumentation() {
    return instrumentation;
  }

  public boolean wants(SettingType type) {
    return wanted.test(type.name());
  }

  public boolean picks(SettingType type, String choice) {
    return picked.test(type.name(), choice);
  }

  /** Whether the JVM was started for the largest host. */
  public boolean headroom() {
    return headroom;
  }

  /** The application's pools; null if they are off. */
  public Setting pools() {
    return pools;
  }
}
