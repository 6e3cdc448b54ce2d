package io.hostshift.source.processor;

import io.hostshift.source.file.KernelLines;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The registers that /proc/cpuinfo shows of a Power processor.
 *
 * <p>Format: Linux, arch/powerpc/kernel/setup-common.c, show_cpuinfo: {@code revision : 2.2 (pvr
 * 004e 1202)}, from a copy that was taken when the processor was brought online. On Freescale's
 * 85xx the platform adds {@code SVR : 0x...}, which it reads at that moment
 * (arch/powerpc/platforms/85xx). No kernel shows the Chip Information Register, and programs may
 * not read it.
 */
final class PowerCpuinfo {
  private static final byte[] REVISION = KernelLines.key("revision");
  private static final byte[] SVR = KernelLines.key("SVR");
  private static final Pattern PVR = Pattern.compile("\\(pvr ([0-9a-f]{4}) ([0-9a-f]{4})\\)");
  private static final Pattern HEX = Pattern.compile("0x([0-9a-f]{1,8})");

  private final String pvr;
  private final String svr;

  private PowerCpuinfo(String pvr, String svr) {
    this.pvr = pvr;
    this.svr = svr;
  }

  static PowerCpuinfo parse(byte[] bytes, int length) {
    Matcher revision = PVR.matcher(line(REVISION, bytes, length));
    Matcher system = HEX.matcher(line(SVR, bytes, length));
    return new PowerCpuinfo(
        revision.find() ? revision.group(1) + revision.group(2) : "",
        system.find() ? system.group(1) : "");
  }

  private static String line(byte[] key, byte[] bytes, int length) {
    int from = KernelLines.after(key, bytes, length);
    int to = from < 0 ? 0 : KernelLines.endOfLine(bytes, from, length);
    // A line without its end is cut off.
    return from < 0 || to == length
        ? ""
        : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** Processor Version Register as 8 hexadecimal digits; empty if this is no Power processor. */
  String pvr() {
    return pvr;
  }

  /** System Version Register in hexadecimal; empty but on Freescale's. */
  String svr() {
    return svr;
  }
}
