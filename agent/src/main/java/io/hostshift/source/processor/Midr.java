package io.hostshift.source.processor;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.ProcessorRegister;
import io.hostshift.source.MalformedException;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.function.LongSupplier;

/**
 * The kind of an arm64 processor, MIDR_EL1, read live: what the kernel shows below /sys and
 * /proc/cpuinfo dates from when each processor was brought online.
 *
 * <p>Format: Linux, Documentation/arch/arm64/cpu-feature-registers.rst; Arm ARM, D19.2. A
 * hypervisor may show a kind of its own choice; equal values prove nothing.
 */
public final class Midr implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "midr";

  public static final Traits TRAITS = Traits.named(NAME);

  private static final long HWCAP_CPUID = 1 << 11;
  private static final String CPUS = "sys/devices/system/cpu";

  private final GuestFiles files;
  private final LiveRegister midr;
  private ProcessorRegister opened;
  private LongSupplier register;
  private Reading impossible;
  private long value;

  public Midr(GuestFiles files, Jna jna) {
    this.files = files;
    this.midr =
        () -> {
          opened = ProcessorRegister.midr(jna);
          return opened::read;
        };
    impossible = ofThisProcess();
  }

  public Midr(GuestFiles files, LiveRegister midr) {
    this.files = files;
    this.midr = midr;
  }

  private static Reading ofThisProcess() {
    try {
      return Architecture.ofThisProcess() == Architecture.AARCH64
          ? null
          : Reading.absent("not an arm64 process");
    } catch (UnavailableException e) {
      return Reading.failed(e.getMessage());
    }
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    if (impossible == null && register == null) {
      impossible = open();
    }
    if (impossible != null) {
      return impossible;
    }
    long now = register.getAsLong();
    if (last != null && last.readable() && now == value) {
      return last;
    }
    value = now;
    return Reading.of(
        Collections.singletonList(
            new Identifier(NAME + ".MIDR_EL1", String.format("%016x", now), Scope.MODEL)));
  }

  /** Null if the register can be read from now on; whatever prevents it is there to stay. */
  private Reading open() {
    GuestFile auxv = files.file("proc/self/auxv", 4096);
    auxv.refresh();
    if (!auxv.readable()) {
      return auxv.unreadable();
    }
    try {
      long hwcap =
          AuxVector.value(auxv.bytes(), auxv.length(), ByteOrder.LITTLE_ENDIAN, AuxVector.HWCAP);
      if ((hwcap & HWCAP_CPUID) == 0) {
        // The instruction would end the JVM.
        return Reading.absent("this kernel does not let programs read MIDR_EL1 (before 4.11)");
      }
      if (severalKinds()) {
        return Reading.absent(
            "the processors of this machine are of several kinds, so that the answer depends on"
                + " which of them is asked");
      }
      register = midr.open();
      return null;
    } catch (MalformedException e) {
      return Reading.failed(auxv.path() + ": " + e.getMessage());
    } catch (UnavailableException e) {
      return Reading.failed("MIDR_EL1 cannot be read: " + e.getMessage());
    }
  }

  private boolean severalKinds() {
    String first = "";
    for (String cpu : files.names(CPUS)) {
      if (cpu.matches("cpu[0-9]+")) {
        GuestFile file = files.file(CPUS + "/" + cpu + "/regs/identification/midr_el1", 64);
        file.refresh();
        String kind = file.text();
        if (!kind.isEmpty() && !first.isEmpty() && !kind.equals(first)) {
          return true;
        }
        first = first.isEmpty() ? kind : first;
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.close();
      opened = null;
      impossible = Reading.off("closed");
    }
  }
}
