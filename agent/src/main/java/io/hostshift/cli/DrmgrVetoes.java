package io.hostshift.cli;

import io.hostshift.attach.LinuxProcess;
import java.util.List;

/**
 * Whose agents may refuse a migration: root's, and those of users that root has named. A
 * container's root is not the one of this partition.
 */
final class DrmgrVetoes {
  private static final int ROOT = 0;

  private final List<String> users;

  /**
   * @param users names or numbers
   */
  DrmgrVetoes(List<String> users) {
    this.users = users;
  }

  boolean countsOf(LinuxProcess process) {
    return process.user() == ROOT && !process.inContainer()
        || users.contains(process.userName())
        || users.contains(Integer.toUnsignedString(process.user()));
  }
}
