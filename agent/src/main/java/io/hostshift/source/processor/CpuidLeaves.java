package io.hostshift.source.processor;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.PrintableValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the CPUID leaves say of the kind of host.
 *
 * <p>Whatever differs between the processors of one machine, such as APIC identifiers, is left out,
 * and so is what an operating system or a microcode update switches while the guest runs: the
 * thread that asks moves between processors, and only a move to another host may change the answer.
 *
 * <p>Format: Intel SDM volume 2, CPUID; AMD APM volume 3, appendix E; hypervisor leaves as in Linux
 * arch/x86/include/asm/cpuid.
 */
final class CpuidLeaves {
  private static final int REGISTERS = 4;
  private static final int EAX = 0;
  private static final int EBX = 1;
  private static final int ECX = 2;
  private static final int EDX = 3;

  private static final int BASIC = 0x0;
  private static final int VERSION = 0x1;
  private static final int FEATURES = 0x7;
  private static final int EXTENDED = 0x80000000;
  private static final int EXTENDED_FEATURES = 0x80000001;
  private static final int BRAND = 0x80000002;
  private static final int ADDRESSES = 0x80000008;

  private static final int HYPERVISOR_PRESENT = 1 << 31;

  /**
   * MONITOR, which firmware may switch off, and OSXSAVE, which the operating system switches on.
   */
  private static final int VERSION_ECX = ~(1 << 3 | 1 << 27);

  /** The local APIC, which can be switched off. */
  private static final int APIC = ~(1 << 9);

  /** OSPKE. */
  private static final int FEATURES_ECX = ~(1 << 4);

  /** SRBDS_CTRL, MD_CLEAR, and IBRS to SSBD: new microcode brings them on the same processor. */
  private static final int FEATURES_EDX = ~(1 << 9 | 1 << 10 | 0xfc000000);

  /**
   * How many of them, from the first on, differ between any two kinds of hosts that differ at all:
   * model and stepping, features, brand. Each leaf is an exit to the hypervisor.
   */
  static final int TELLING = 6;

  /** Leaf, then which bits of its four registers count. The hypervisor's leaf comes last. */
  private static final int[][] LEAVES = {
    {VERSION, -1, 0, VERSION_ECX, APIC},
    {FEATURES, 0, -1, FEATURES_ECX, FEATURES_EDX},
    {EXTENDED_FEATURES, 0, 0, -1, APIC},
    {BRAND, -1, -1, -1, -1},
    {BRAND + 1, -1, -1, -1, -1},
    {BRAND + 2, -1, -1, -1, -1},
    {BASIC, -1, -1, -1, -1},
    {EXTENDED, -1, 0, 0, 0},
    {ADDRESSES, -1, 0, 0, 0},
    {HypervisorLeaves.FIRST, 0, -1, -1, -1},
  };

  private CpuidLeaves() {}

  /**
   * Leaf and sub-leaf of each to ask for.
   *
   * @param hypervisor where the hypervisor's leaves begin
   */
  static int[] pairs(int hypervisor) {
    int[] pairs = new int[LEAVES.length * 2];
    for (int i = 0; i < LEAVES.length; i++) {
      pairs[2 * i] = LEAVES[i][0];
    }
    pairs[2 * (LEAVES.length - 1)] = hypervisor;
    return pairs;
  }

  /** How many registers the answer to {@link #pairs} has. */
  static int registers() {
    return LEAVES.length * REGISTERS;
  }

  /** Clears, in place, what says nothing of the host. */
  static void mask(int[] registers) {
    for (int i = 0; i < LEAVES.length; i++) {
      for (int r = 0; r < REGISTERS; r++) {
        registers[i * REGISTERS + r] &= LEAVES[i][1 + r];
      }
    }
  }

  /**
   * @param registers the masked answer to {@link #pairs}
   */
  static List<Identifier> identifiers(int[] registers) {
    List<Identifier> found = new ArrayList<>();
    add(found, Cpuid.NAME + ".vendor", text(registers, BASIC, EBX, EDX, ECX));
    add(found, Cpuid.NAME + ".brand", brand(registers));
    add(found, Cpuid.NAME + ".signature", hex(register(registers, VERSION, EAX)));
    add(found, Cpuid.FEATURES, features(registers));
    if (reaches(registers, EXTENDED, ADDRESSES)) {
      add(found, Cpuid.NAME + ".addressBits", hex(register(registers, ADDRESSES, EAX)));
    }
    if ((register(registers, VERSION, ECX) & HYPERVISOR_PRESENT) != 0) {
      add(found, Cpuid.HYPERVISOR, text(registers, HypervisorLeaves.FIRST, EBX, ECX, EDX));
    }
    return found;
  }

  private static String brand(int[] registers) {
    if (!reaches(registers, EXTENDED, BRAND + 2)) {
      return "";
    }
    StringBuilder brand = new StringBuilder();
    for (int leaf = BRAND; leaf <= BRAND + 2; leaf++) {
      for (int r = EAX; r <= EDX; r++) {
        append(brand, register(registers, leaf, r));
      }
    }
    return trimmed(brand);
  }

  private static String features(int[] registers) {
    // A processor answers a leaf past its last one with something else.
    boolean seventh = reaches(registers, BASIC, FEATURES);
    boolean extended = reaches(registers, EXTENDED, EXTENDED_FEATURES);
    int[] words = {
      register(registers, VERSION, ECX),
      register(registers, VERSION, EDX),
      seventh ? register(registers, FEATURES, EBX) : 0,
      seventh ? register(registers, FEATURES, ECX) : 0,
      seventh ? register(registers, FEATURES, EDX) : 0,
      extended ? register(registers, EXTENDED_FEATURES, ECX) : 0,
      extended ? register(registers, EXTENDED_FEATURES, EDX) : 0,
    };
    StringBuilder features = new StringBuilder();
    for (int word : words) {
      features.append(features.length() == 0 ? "" : "-").append(hex(word));
    }
    return features.toString();
  }

  private static boolean reaches(int[] registers, int range, int leaf) {
    return Integer.compareUnsigned(register(registers, range, EAX), leaf) >= 0;
  }

  private static int register(int[] registers, int leaf, int register) {
    for (int i = 0; i < LEAVES.length; i++) {
      if (LEAVES[i][0] == leaf) {
        return registers[i * REGISTERS + register];
      }
    }
    throw new IllegalArgumentException("leaf " + hex(leaf) + " is not asked for");
  }

  private static String text(int[] registers, int leaf, int first, int second, int third) {
    StringBuilder text = new StringBuilder();
    append(text, register(registers, leaf, first));
    append(text, register(registers, leaf, second));
    append(text, register(registers, leaf, third));
    return trimmed(text);
  }

  static void append(StringBuilder text, int register) {
    byte[] four = {
      (byte) register, (byte) (register >>> 8), (byte) (register >>> 16), (byte) (register >>> 24)
    };
    text.append(new String(four, StandardCharsets.ISO_8859_1));
  }

  /** Without what comes after a NUL, and without spaces at either end. */
  private static String trimmed(StringBuilder text) {
    int end = text.indexOf("\0");
    return text.substring(0, end < 0 ? text.length() : end).trim();
  }

  private static String hex(int register) {
    return String.format("%08x", register);
  }

  private static void add(List<Identifier> found, String name, String value) {
    if (!value.isEmpty()) {
      // What a hypervisor puts here is not always text.
      byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
      boolean text = value.chars().noneMatch(Character::isISOControl);
      String shown = text ? value : PrintableValue.of(bytes, bytes.length);
      found.add(new Identifier(name, shown, Scope.MODEL));
    }
  }
}
