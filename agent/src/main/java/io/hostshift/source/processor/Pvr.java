package io.hostshift.source.processor;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.nativeaccess.ProcessorRegister;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.util.Collections;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kind of a Power processor, its Processor Version Register, read live by an instruction that
 * the kernel carries out for the program; and where /proc/cpuinfo has one, the System Version
 * Register.
 *
 * <p>/proc/cpuinfo's own PVR is a copy from when the processor was brought online and so never
 * changes with a move: it is named in the reason, and is no identifier.
 */
public final class Pvr implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "pvr";

  public static final Traits TRAITS = Traits.named(NAME);

  private static final Pattern RELEASE = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\b.*");

  /**
   * Kernels of 2013 and before refused it to little-endian programs, and the JVM would end; this
   * one is long after, and the oldest that a distribution of today has on this processor.
   */
  private static final int MAJOR = 4;

  private static final int MINOR = 18;

  private final GuestFiles files;
  private final GuestFile cpuinfo;
  private final LiveRegister pvr;
  private Architecture architecture;
  private ProcessorRegister opened;
  private LongSupplier register;
  private Reading settled;
  private long value;

  public Pvr(GuestFiles files, Jna jna) {
    this.files = files;
    this.cpuinfo = files.file("proc/cpuinfo", 4 << 20);
    this.pvr =
        () -> {
          opened = ProcessorRegister.pvr(jna);
          return opened::read;
        };
  }

  public Pvr(GuestFiles files, Architecture architecture, LiveRegister pvr) {
    this.files = files;
    this.cpuinfo = files.file("proc/cpuinfo", 4 << 20);
    this.architecture = architecture;
    this.pvr = pvr;
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    if (settled != null) {
      return settled;
    }
    if (register != null) {
      return live(last);
    }
    try {
      architecture = architecture == null ? Architecture.ofThisProcess() : architecture;
    } catch (UnavailableException e) {
      settled = Reading.failed(e.getMessage());
      return settled;
    }
    if (architecture == Architecture.X86_64 || architecture == Architecture.AARCH64) {
      // Their /proc/cpuinfo is long, and not a Power processor's.
      settled = Reading.absent("not a Power processor");
      return settled;
    }
    String whyNot = architecture == Architecture.PPC64LE ? open() : "no little-endian process";
    return register != null ? live(last) : fromCpuinfo(whyNot, last);
  }

  private Reading live(Reading last) {
    long now = register.getAsLong();
    if (last != null && last.readable() && now == value) {
      return last;
    }
    value = now;
    return Reading.of(
        Collections.singletonList(
            new Identifier(NAME + ".PVR", String.format("%08x", now), Scope.MODEL)));
  }

  /** Empty if the register can be read from now on. */
  private String open() {
    GuestFile release = files.file("proc/sys/kernel/osrelease", 256);
    release.refresh();
    if (!atLeast(release.text(), MAJOR, MINOR)) {
      return "the kernel is older than " + MAJOR + "." + MINOR + " and may refuse it";
    }
    try {
      register = pvr.open();
      return "";
    } catch (UnavailableException e) {
      return e.getMessage();
    }
  }

  static boolean atLeast(String release, int major, int minor) {
    Matcher numbers = RELEASE.matcher(release);
    if (!numbers.matches()) {
      return false;
    }
    int first = Integer.parseInt(numbers.group(1));
    return first > major || (first == major && Integer.parseInt(numbers.group(2)) >= minor);
  }

  private Reading fromCpuinfo(String whyNot, Reading last) {
    if (!cpuinfo.refresh() && last != null) {
      return last;
    }
    if (!cpuinfo.readable()) {
      return cpuinfo.unreadable().orSame(last);
    }
    PowerCpuinfo shown = PowerCpuinfo.parse(cpuinfo.bytes(), cpuinfo.length());
    if (!shown.svr().isEmpty()) {
      return Reading.of(
              Collections.singletonList(new Identifier(NAME + ".SVR", shown.svr(), Scope.MODEL)))
          .orSame(last);
    }
    settled =
        shown.pvr().isEmpty()
            ? Reading.absent("not a Power processor")
            : Reading.partial(
                Collections.<Identifier>emptyList(),
                cpuinfo.path()
                    + " says "
                    + shown.pvr()
                    + ", but from when the processor was brought online; it cannot be read live: "
                    + whyNot);
    return settled;
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.close();
      opened = null;
      settled = Reading.off("closed");
    }
  }
}
