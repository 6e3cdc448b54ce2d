package io.hostshift.attach;

import io.hostshift.base.Eventually;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of another user's, or of one's own, that does nothing. */
final class Neighbour implements AutoCloseable {
  static final int NOBODY = 65534;
  static final int DAEMON = 1;

  private final Process process;

  private Neighbour(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  static boolean weAreRoot() throws IOException {
    return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0
        && new File("/usr/bin/setpriv").exists();
  }

  static Neighbour own() throws IOException {
    return new Neighbour(List.of("sleep", "600"));
  }

  static Neighbour of(int user) throws Exception {
    return as(user, List.of("sleep", "600"));
  }

  /** Returns once it runs the command as that user. */
  static Neighbour as(int user, List<String> command) throws Exception {
    List<String> all = new ArrayList<>(List.of("setpriv"));
    String id = Integer.toString(user);
    all.addAll(List.of("--reuid", id, "--regid", id, "--clear-groups", "--"));
    all.addAll(command);
    Neighbour started = new Neighbour(all);
    started.await(command.get(0));
    return started;
  }

  static Neighbour running(List<String> command, String name) throws Exception {
    Neighbour started = new Neighbour(command);
    started.await(name);
    return started;
  }

  private void await(String name) throws Exception {
    Path comm = Path.of("/proc/" + pid() + "/comm");
    String wanted = new File(name).getName();
    Eventually.holds(comm + " is " + wanted, () -> Files.readString(comm).trim().equals(wanted));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  LinuxProcess process() throws UnreachableException {
    return LinuxProcess.of(new File("/proc"), pid());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
