package io.hostshift.source.process;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * All that descends from one program that was run, also once that has ended and they belong to
 * nobody: each has inherited a variable with a value that no other process has. One that clears its
 * environment is not found.
 */
final class Offspring {
  /** Of no use to the program. */
  static final String VARIABLE = "CHILD_OF_HOSTSHIFT";

  private static final File PROC = new File("/proc");

  /** One may make another while they are ended. */
  private static final int ROUNDS = 20;

  private static final long REST_MILLIS = 10;

  private static final long KILL_SECONDS = 5;

  private final String mark = VARIABLE + "=" + UUID.randomUUID();
  private long program;

  /** Marks what is started with this environment. */
  void mark(Map<String, String> environment) {
    environment.put(VARIABLE, mark.substring(VARIABLE.length() + 1));
  }

  /** Whatever has a number from this one on may be of its kin. */
  void started(Process process) {
    program = pid(process);
  }

  /** Process.pid() exists from Java 9 on; before, it was a field. 0 if neither tells. */
  private static long pid(Process process) {
    try {
      return (Long) Process.class.getMethod("pid").invoke(process);
    } catch (ReflectiveOperationException java8) {
      try {
        Field field = process.getClass().getDeclaredField("pid");
        field.setAccessible(true);
        return field.getInt(process);
      } catch (ReflectiveOperationException | RuntimeException e) {
        return 0;
      }
    }
  }

  /**
   * Ends by force those that are left, but not the program itself. One that is deep in the kernel
   * ends once it comes back from there, and is not waited for.
   */
  void end() throws InterruptedException {
    List<String> found = living();
    for (int round = 0; round < ROUNDS && !found.isEmpty(); round++) {
      for (String pid : found) {
        kill(pid);
      }
      Thread.sleep(REST_MILLIS);
      found = living();
    }
  }

  /** The kernel gives numbers in turn: those before the program's are looked at after a wrap. */
  private List<String> living() {
    long last = lastNumber();
    List<String> living = new ArrayList<>();
    String[] names = PROC.list();
    for (String name : names == null ? new String[0] : names) {
      if (Character.isDigit(name.charAt(0))) {
        long pid = Long.parseLong(name);
        boolean later = last >= program ? pid > program && pid <= last : pid != program;
        if (later && isMarked(name)) {
          living.add(name);
        }
      }
    }
    return living;
  }

  /** The number that was given last; -1 if the kernel does not tell. */
  private static long lastNumber() {
    try {
      byte[] line = Files.readAllBytes(PROC.toPath().resolve("loadavg"));
      String text = new String(line, StandardCharsets.US_ASCII).trim();
      return Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  /** One that has ended, and waits for its parent to hear of it, has no environment any more. */
  private boolean isMarked(String pid) {
    Path environment = PROC.toPath().resolve(pid).resolve("environ");
    try {
      String text = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
      return ("\0" + text).contains("\0" + mark + "\0");
    } catch (IOException e) {
      // It has just ended, or is another user's.
      return false;
    }
  }

  /** A handle ends the process that it was made for, and no later one of the same number. */
  private void kill(String pid) throws InterruptedException {
    try {
      Class<?> handles = Class.forName("java.lang.ProcessHandle");
      Optional<?> handle =
          (Optional<?>) handles.getMethod("of", long.class).invoke(null, Long.parseLong(pid));
      if (handle.isPresent() && isMarked(pid)) {
        handles.getMethod("destroyForcibly").invoke(handle.get());
      }
    } catch (ReflectiveOperationException java8) {
      killByShell(pid);
    }
  }

  /** In Java 8 there is nothing that ends a process which is not a child. */
  private static void killByShell(String pid) throws InterruptedException {
    try {
      ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", "kill -KILL " + pid);
      File nothing = new File("/dev/null");
      shell.redirectOutput(nothing).redirectError(nothing).redirectInput(nothing);
      shell.environment().clear();
      shell.start().waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      // Without a shell, or room for one, the next round tries again.
      return;
    }
  }
}
