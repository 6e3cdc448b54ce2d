package io.hostshift.tune.setting;

import io.hostshift.base.Deputy;
import io.hostshift.base.Selection;
import io.hostshift.hotspot.HotSpot;
import java.lang.instrument.Instrumentation;

/** What settings are made from: this JVM, as far as it is open to us, and what was asked for. */
public final class ThisJvm {
  private final HotSpot hotspot;
  private final String closed;
  private final Instrumentation instrumentation;
  private Selection selection = Selection.parse("");
  private boolean headroom;
  private boolean elsewhere;
  private Setting pools;
  private Deputy deputy = Deputy.here();
  private Setting heap;

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
   * @param settings those that are wanted, and what was picked of them
   * @param largest whether an explicit {@code ActiveProcessorCount} is only a ceiling
   */
  public ThisJvm asked(Selection settings, boolean largest) {
    selection = settings;
    headroom = largest;
    return this;
  }

  /**
   * Takes where the guest is read.
   *
   * @param root whether that is a folder, so that the host is not the one that this JVM sees
   */
  public ThisJvm onHostBelow(boolean root) {
    elsewhere = root;
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

  /** Takes who calls what may start threads of the application's. */
  public ThisJvm calledBy(Deputy newDeputy) {
    deputy = newDeputy;
    return this;
  }

  /**
   * Takes the heap, which is made elsewhere.
   *
   * @param newHeap null where it does not follow the memory
   */
  public ThisJvm withHeap(Setting newHeap) {
    heap = newHeap;
    return this;
  }

  /** The heap; null where it does not follow the memory. */
  public Setting heap() {
    return heap;
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
    return selection.wants(type.name());
  }

  public boolean picks(SettingType type, String choice) {
    return selection.choices(type.name()).contains(choice);
  }

  /** Whether the JVM was started for the largest host. */
  public boolean headroom() {
    return headroom;
  }

  /** Whether the host that is read is not the one that this JVM sees. */
  public boolean elsewhere() {
    return elsewhere;
  }

  /** Who calls what may start threads of the application's. */
  public Deputy deputy() {
    return deputy;
  }

  /** The application's pools; null if they are off. */
  public Setting pools() {
    return pools;
  }
}
