package io.hostshift.source.firmware;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.MalformedException;
import io.hostshift.source.file.SelectedLines;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What /proc/powerpc/lparcfg says of a Power partition and of the system that it runs on.
 *
 * <p>Format: Linux, arch/powerpc/platforms/pseries/lparcfg.c, lparcfg_data: a line with the
 * module's name, then {@code key=value} lines. {@code serial_number} and {@code system_type} are
 * the device tree's system-id and model, "of the physical system" as lparcfg(5) of powerpc-utils
 * has it.
 *
 * <p>QEMU is the exception: its system-id is the VM's UUID (hw/ppc/spapr.c), and its model says
 * that it is emulated.
 */
public final class LparcfgPage {
  private static final String[] KEYS = {
    "serial_number=",
    "system_type=",
    "partition_id=",
    "partition_entitled_capacity=",
    "shared_processor_mode=",
    "capped="
  };

  private final String serialNumber;
  private final String systemType;
  private final String partitionId;
  private final double entitledCapacity;
  private final boolean shared;
  private final boolean capped;

  private LparcfgPage(SelectedLines lines) throws MalformedException {
    serialNumber = lines.text(0);
    systemType = lines.text(1);
    partitionId = lines.text(2);
    entitledCapacity = hundredths(lines.text(3));
    shared = lines.text(4).equals("1");
    capped = lines.text(5).equals("1");
    if (serialNumber.isEmpty() && systemType.isEmpty()) {
      throw new MalformedException("neither serial_number nor system_type");
    }
  }

  /** To be refreshed with the file's bytes; the rest of the file are counters. */
  static SelectedLines lines() {
    return new SelectedLines(KEYS);
  }

  static LparcfgPage of(SelectedLines lines) throws MalformedException {
    return new LparcfgPage(lines);
  }

  static LparcfgPage parse(byte[] bytes, int length) throws MalformedException {
    SelectedLines lines = lines();
    lines.refresh(bytes, length);
    return of(lines);
  }

  private static double hundredths(String text) throws MalformedException {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value / 100.0;
      }
    } catch (NumberFormatException e) {
      throw new MalformedException("partition_entitled_capacity=" + text);
    }
    throw new MalformedException("partition_entitled_capacity=" + text);
  }

  /** Whether QEMU made this page, so that its serial number names the VM. */
  boolean emulated() {
    return emulated(systemType);
  }

  /** As the device tree's model says it. */
  static boolean emulated(String model) {
    return model.contains("emulated by qemu");
  }

  /** Processors' worth of capacity that the partition is entitled to, 0 if unknown. */
  public double entitledCapacity() {
    return entitledCapacity;
  }

  /** Whether the partition shares processors, so that it may also get more than it is entitled. */
  public boolean sharedProcessors() {
    return shared;
  }

  /**
   * The processors' worth that the partition never exceeds: its entitlement where it is capped, or
   * has its processors for itself; empty where it may get more, or its entitlement is unknown.
   */
  public OptionalDouble cap() {
    return entitledCapacity > 0 && (capped || !shared)
        ? OptionalDouble.of(entitledCapacity)
        : OptionalDouble.empty();
  }

  List<Identifier> identifiers() {
    List<Identifier> found = new ArrayList<>();
    add(found, "serial_number", serialNumber, emulated() ? Scope.VM : Scope.INSTANCE);
    add(found, "system_type", systemType, Scope.MODEL);
    if (!emulated()) {
      // The partition's place on its system, fixed until it moves; QEMU has none and says 0.
      add(found, "partition_id", partitionId, Scope.INSTANCE);
    }
    return found;
  }

  private static void add(List<Identifier> found, String name, String value, Scope scope) {
    if (!value.isEmpty()) {
      found.add(new Identifier(Lparcfg.NAME + "." + name, value, scope));
    }
  }
}
