package io.hostshift.nativeaccess;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;

/**
 * Numbers of the kernel's interface that differ between processors.
 *
 * <p>From Linux: arch/ARCH/include/uapi/asm/fcntl.h and socket.h, syscall tables. Both kinds are
 * for 64-bit processes.
 */
enum KernelNumbers {
  X86_64(Architecture.X86_64, 0x10000, 0x20000, 17, 116, 117, 119),
  AARCH64(Architecture.AARCH64, 0x4000, 0x8000, 17, 159, 147, 149),
  PPC64LE(Architecture.PPC64LE, 0x4000, 0x8000, 21, 81, 164, 169),
  S390X(Architecture.S390X, 0x10000, 0x20000, 17, 206, 208, 210);

  /** The same everywhere. */
  static final int O_NONBLOCK = 0x800;

  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;
  static final int SYS_PIDFD_SEND_SIGNAL = 424;
  static final int SYS_PIDFD_OPEN = 434;

  final int oDirectory;
  final int oNoFollow;
  final int soPeerCred;
  final int sysSetGroups;
  final int sysSetResUid;
  final int sysSetResGid;

  private final Architecture architecture;

  KernelNumbers(
      Architecture architecture,
      int oDirectory,
      int oNoFollow,
      int soPeerCred,
      int sysSetGroups,
      int sysSetResUid,
      int sysSetResGid) {
    this.architecture = architecture;
    this.oDirectory = oDirectory;
    this.oNoFollow = oNoFollow;
    this.soPeerCred = soPeerCred;
    this.sysSetGroups = sysSetGroups;
    this.sysSetResUid = sysSetResUid;
    this.sysSetResGid = sysSetResGid;
  }

  /**
   * @throws UnavailableException on a processor whose numbers are not known
   */
  static KernelNumbers ofThisProcess() throws UnavailableException {
    Architecture here = Architecture.ofThisProcess();
    for (KernelNumbers numbers : values()) {
      if (numbers.architecture == here) {
        return numbers;
      }
    }
    throw new UnavailableException("the kernel's numbers on this processor are not known");
  }
}
