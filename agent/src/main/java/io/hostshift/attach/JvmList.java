package io.hostshift.attach;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The JVMs of this machine, those in containers that can be seen from here included. */
public final class JvmList {
  private final File proc;

  /**
   * @param proc where the kernel shows its processes, {@code /proc}
   */
  public JvmList(File proc) {
    this.proc = proc;
  }

  /**
   * The JVM of this number.
   *
   * @throws UnreachableException if there is no such process, it is no HotSpot JVM or cannot be
   *     looked at
   */
  public JvmProcess jvm(long pid) throws UnreachableException {
    return JvmProcess.of(LinuxProcess.of(proc, pid));
  }

  /**
   * All JVMs that can be looked at, except this one, by number.
   *
   * @throws UnreachableException if this is not Linux
   */
  public List<JvmProcess> jvms() throws UnreachableException {
    long self = Self.pid(proc);
    int user = LinuxProcess.of(proc, self).user();
    List<JvmProcess> jvms = new ArrayList<>();
    for (long pid : pids()) {
      try {
        LinuxProcess process = LinuxProcess.of(proc, pid);
        // The kernel hides the program of one's own process where that has rights of its own.
        boolean looked = process.file("exe").exists() || process.user() == user;
        if (pid != self && !process.ended() && looked) {
          jvms.add(JvmProcess.of(process));
        }
      } catch (UnreachableException e) {
        // No JVM, or not ours to look at: neither is a JVM that could be shown.
      }
    }
    return jvms;
  }

  private long[] pids() {
    String[] names = proc.list((folder, name) -> name.matches("[0-9]{1,10}"));
    long[] pids = new long[names == null ? 0 : names.length];
    for (int i = 0; i < pids.length; i++) {
      pids[i] = Long.parseLong(names[i]);
    }
    java.util.Arrays.sort(pids);
    return pids;
  }
}
