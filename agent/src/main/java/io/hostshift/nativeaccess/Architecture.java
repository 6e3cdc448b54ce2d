package io.hostshift.nativeaccess;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The instruction set that this process runs, from the ELF header of its own program: the property
 * {@code os.arch} can be set by anybody, and machine code for another processor ends the JVM.
 */
public enum Architecture {
  X86_64,
  OTHER;

  private static final int ELF_64_BIT = 2;
  private static final int EM_X86_64 = 62;

  /**
   * @throws IOException if the program cannot be read
   */
  public static Architecture ofThisProcess() throws IOException {
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
    return of(header);
  }

  /**
   * @param header the first 20 bytes of an ELF file; anything else is {@link #OTHER}
   */
  static Architecture of(byte[] header) {
    boolean elf =
        header.length >= 20
            && header[0] == 0x7f
            && header[1] == 'E'
            && header[2] == 'L'
            && header[3] == 'F';
    return elf && header[4] == ELF_64_BIT && header[18] == EM_X86_64 && header[19] == 0
        ? X86_64
        : OTHER;
  }
}
