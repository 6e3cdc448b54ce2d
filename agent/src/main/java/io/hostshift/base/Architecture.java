package io.hostshift.base;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The instruction set that this process runs, from the ELF header of its own program: the property
 * {@code os.arch} can be set by anybody, and machine code for another processor ends the JVM.
 */
public enum Architecture {
  X86_64("x86-64", 62, 1),
  AARCH64("aarch64", 183, 1),
  /** Little-endian only: big-endian programs call functions through descriptors (ELF v1). */
  PPC64LE("ppc64le", 21, 1),
  /** Big-endian; no machine code is written for it, but the kernel's numbers are known. */
  S390X("s390x", 22, 2),
  OTHER("another processor", 0, 0);

  private static final int ELF_64_BIT = 2;

  private final String title;
  private final int machine;
  private final int byteOrder;

  /**
   * @param title for people
   * @param machine e_machine of the ELF header
   * @param byteOrder its EI_DATA: 1 for little-endian, 2 for big-endian
   */
  Architecture(String title, int machine, int byteOrder) {
    this.title = title;
    this.machine = machine;
    this.byteOrder = byteOrder;
  }

  /**
   * @throws UnavailableException if the program cannot be read
   */
  public static Architecture ofThisProcess() throws UnavailableException {
    try {
      return of(header());
    } catch (IOException e) {
      throw new UnavailableException("the kind of processor cannot be told: " + e.getMessage(), e);
    }
  }

  private static byte[] header() throws IOException {
    byte[] header = new byte[20];
    try (InputStream in = new FileInputStream(new File("/proc/self/exe"))) {
      int done = 0;
      while (done < header.length) {
        int count = in.read(header, done, header.length - done);
        if (count < 0) {
          throw new IOException("/proc/self/exe has only " + done + " bytes");
        }
        done += count;
      }
    }
    return header;
  }

  /**
   * @param header the first 20 bytes of an ELF file; anything else is {@link #OTHER}
   */
  public static Architecture of(byte[] header) {
    boolean elf =
        header.length >= 20
            && header[0] == 0x7f
            && header[1] == 'E'
            && header[2] == 'L'
            && header[3] == 'F'
            && header[4] == ELF_64_BIT;
    if (elf) {
      boolean bigEndian = header[5] == 2;
      int low = header[bigEndian ? 19 : 18] & 0xff;
      int high = header[bigEndian ? 18 : 19] & 0xff;
      int machine = low | high << 8;
      for (Architecture known : values()) {
        if (known != OTHER && machine == known.machine && header[5] == known.byteOrder) {
          return known;
        }
      }
    }
    return OTHER;
  }

  @Override
  public String toString() {
    return title;
  }
}
