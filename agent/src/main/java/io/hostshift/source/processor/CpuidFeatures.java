package io.hostshift.source.processor;

import java.util.ArrayList;
import java.util.List;

/**
 * The instruction-set extensions in the value of {@code cpuid.features}, by the names that Linux
 * prints in /proc/cpuinfo.
 *
 * <p>Format: arch/x86/include/asm/cpufeatures.h; the words as {@link CpuidLeaves} puts them
 * together.
 */
public final class CpuidFeatures {
  private static final String[] REGISTERS = {
    "1.ecx", "1.edx", "7.ebx", "7.ecx", "7.edx", "80000001.ecx", "80000001.edx"
  };

  /** Of each word the bits from 0 on; a dash where a bit is no extension that code may use. */
  private static final String[] BITS = {
    "pni pclmulqdq - - - - - - - ssse3 - - fma cx16 - - - - - sse4_1 sse4_2 - movbe popcnt -"
        + " aes xsave - avx f16c rdrand -",
    "fpu - - - tsc msr - - cx8 - - sep - - - cmov - - - clflush - - - mmx fxsr sse sse2 - - - - -",
    "fsgsbase - - bmi1 hle avx2 - - bmi2 erms invpcid rtm - - mpx - avx512f avx512dq rdseed adx -"
        + " avx512ifma - clflushopt clwb - avx512pf avx512er avx512cd sha_ni avx512bw avx512vl",
    "- avx512_vbmi - pku - waitpkg avx512_vbmi2 - gfni vaes vpclmulqdq avx512_vnni avx512_bitalg -"
        + " avx512_vpopcntdq - - - - - - - rdpid - - cldemote - movdiri movdir64b - - -",
    "- - avx512_4vnniw avx512_4fmaps fsrm - - - avx512_vp2intersect - - - - - serialize - - - - - -"
        + " - amx_bf16 avx512_fp16 amx_tile amx_int8 - - - - - -",
    "lahf_lm - - - - abm sse4a - 3dnowprefetch - - xop - - - - fma4 - - - - tbm - - - - - - - - - -",
    "- - - - - - - - - - - syscall - - - - - - - - - - - - - - pdpe1gb rdtscp - lm - -",
  };

  private CpuidFeatures() {}

  /**
   * The extensions that are in one value and not in another; one without a name by its register and
   * bit, such as {@code 7.ecx:30}. Empty where either is not such a value.
   */
  public static List<String> lost(String before, String after) {
    List<String> lost = new ArrayList<>();
    String[] had = before.split("-");
    String[] has = after.split("-");
    if (had.length != REGISTERS.length || has.length != REGISTERS.length) {
      return lost;
    }
    try {
      for (int word = 0; word < REGISTERS.length; word++) {
        add(lost, word, unsigned(had[word]) & ~unsigned(has[word]));
      }
      return lost;
    } catch (NumberFormatException e) {
      return new ArrayList<>();
    }
  }

  private static int unsigned(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }

  private static void add(List<String> lost, int word, int bits) {
    String[] names = BITS[word].split(" ");
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if ((bits & 1 << bit) != 0) {
        lost.add(names[bit].equals("-") ? REGISTERS[word] + ":" + bit : names[bit]);
      }
    }
  }
}
