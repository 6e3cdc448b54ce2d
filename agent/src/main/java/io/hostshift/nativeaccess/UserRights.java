package io.hostshift.nativeaccess;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.List;

/**
 * Another user's rights on files, for the calling thread alone, which keeps them to its end.
 *
 * <p>The kernel keeps these rights for each thread (credentials(7)); the C library spreads changes
 * of them to all threads, except by setfsuid and setfsgid; so this calls setgroups past it. With
 * the file user other than root the kernel takes away what lets root pass over the rights of files.
 * Signals, and what other processes may do to this one, go by the effective user, which stays.
 */
public final class UserRights {
  /** CHOWN, DAC_OVERRIDE, DAC_READ_SEARCH, FOWNER, FSETID; MKNOD; see capabilities(7). */
  private static final long CAPABILITIES_ON_FILES = 0x1f | 1L << 27;

  private UserRights() {}

  /**
   * @param user other than root
   * @throws UnavailableException if the calling thread has not these rights, and no others, now
   */
  public static void take(Jna jna, int user, int group) throws UnavailableException {
    KernelNumbers numbers = KernelNumbers.ofThisProcess();
    NativeLong setGroups = new NativeLong(numbers.sysSetGroups);
    // In this order: once the file user is another, the others may not be changed any more.
    if (jna.function("syscall").invokeInt(new Object[] {setGroups, new NativeLong(0), null}) != 0) {
      throw new UnavailableException(
          "groups cannot be given up (errno " + Native.getLastError() + ")");
    }
    jna.function("setfsgid").invokeInt(new Object[] {group});
    jna.function("setfsuid").invokeInt(new Object[] {user});
    try {
      String reason =
          missing(
              Files.readAllLines(
                  Paths.get("/proc/thread-self/status"), StandardCharsets.ISO_8859_1),
              user,
              group);
      if (reason != null) {
        throw new UnavailableException("rights of user " + user + " cannot be had: " + reason);
      }
    } catch (IOException e) {
      throw new UnavailableException("rights of a thread cannot be told", e);
    }
  }

  /**
   * Has the calling thread, to its end, be another user to whoever it connects to: a JVM in a user
   * namespace of its own cannot tell who root outside of that is, and takes him for nobody. The
   * real user stays root, so that this user gets no hold of the thread, by signals or a debugger.
   *
   * @throws UnavailableException if the thread is not that user now
   */
  public static void appear(Jna jna, int user, int group) throws UnavailableException {
    KernelNumbers numbers = KernelNumbers.ofThisProcess();
    become(jna, numbers.sysSetResGid, group);
    become(jna, numbers.sysSetResUid, user);
  }

  /** The effective one alone, past the C library, which would change that of all threads. */
  private static void become(Jna jna, int call, int id) throws UnavailableException {
    NativeLong same = new NativeLong(-1);
    Object[] arguments = {
      new NativeLong(call), same, new NativeLong(Integer.toUnsignedLong(id)), same
    };
    if (jna.function("syscall").invokeInt(arguments) != 0) {
      throw new UnavailableException(
          "cannot be another user (errno " + Native.getLastError() + ")");
    }
  }

  /**
   * Null if a thread has just the rights of a user; else what it has too many.
   *
   * @param status lines of /proc/PID/task/TID/status
   */
  static String missing(List<String> status, int user, int group) {
    boolean asUser = false;
    boolean asGroup = false;
    boolean noGroups = false;
    boolean noCapabilities = false;
    for (String line : status) {
      String[] words = line.trim().split("\\s+");
      switch (words[0]) {
        case "Uid:":
          asUser = words.length == 5 && Integer.parseUnsignedInt(words[4]) == user;
          break;
        case "Gid:":
          asGroup = words.length == 5 && Integer.parseUnsignedInt(words[4]) == group;
          break;
        case "Groups:":
          noGroups = words.length == 1;
          break;
        case "CapEff:":
          noCapabilities = (Long.parseUnsignedLong(words[1], 16) & CAPABILITIES_ON_FILES) == 0;
          break;
        default:
      }
    }
    return !asUser
        ? "it has another user's"
        : !asGroup
            ? "it has another group's"
            : !noGroups ? "it has groups" : !noCapabilities ? "it has root's still" : null;
  }
}
