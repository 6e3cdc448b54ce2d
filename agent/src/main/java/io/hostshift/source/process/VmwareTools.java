package io.hostshift.source.process;

import io.hostshift.base.BackOff;
import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a VMware host tells its guest, through {@code vmware-toolbox-cmd} as a child process. Its
 * library is never loaded: it has broken the arithmetic of a JVM before.
 *
 * <p>The session id changes on vMotion, and also on resume, snapshot revert and some hot-plugging,
 * so it is asked for every ten seconds, and the rest only when it has changed. Format:
 * open-vm-tools, toolbox/toolboxcmd-stat.c and vmGuestLib.h.
 */
public final class VmwareTools implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "vmware";

  public static final Traits TRAITS = Traits.named(NAME).namesHostBest("version", "speed");

  /** How long each child may take. */
  public static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final String PROGRAM = "vmware-toolbox-cmd";
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LEAST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Remedy INSTALL =
      Remedy.of("apt install open-vm-tools").byRoot().on(Hypervisor.VMWARE);

  private final ProgramPath path;
  private final ChildProcess child;
  private final BackOff backOff;
  private String session = "";

  public VmwareTools(ProgramPath path, ChildProcess child, BackOff backOff) {
    this.path = path;
    this.child = child;
    this.backOff = backOff;
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Reading read(Reading last) {
    File program = path.find(PROGRAM);
    if (program == null) {
      backOff.failed();
      return Reading.absent(PROGRAM + " (open-vm-tools) is in none of " + path)
          .helpedBy(INSTALL)
          .orSame(last);
    }
    try {
      Identifier id = VmwareText.session(stat(program, "sessionid"));
      backOff.succeeded();
      if (last != null && last.readable() && id.value().equals(session)) {
        return last;
      }
      session = id.value();
      return all(program, id).orSame(last);
    } catch (IOException e) {
      backOff.failed();
      return Reading.failed(program + " " + e.getMessage()).orSame(last);
    }
  }

  /** What else there is; a host may have switched part of it off. */
  private Reading all(File program, Identifier id) {
    List<Identifier> found = new ArrayList<>();
    found.add(id);
    String reason = "";
    try {
      found.add(VmwareText.speed(stat(program, "speed")));
    } catch (IOException e) {
      reason = program + " stat speed " + e.getMessage();
    }
    try {
      found.addAll(VmwareText.rawSession(stat(program, "raw", "text", "session")));
    } catch (IOException e) {
      reason = program + " stat raw " + e.getMessage();
    }
    return Reading.partial(found, reason);
  }

  private byte[] stat(File program, String... what) throws IOException {
    List<String> argv = new ArrayList<>(Arrays.asList(program.getPath(), "stat"));
    argv.addAll(Arrays.asList(what));
    return child.run(argv);
  }

  @Override
  public long restNanos(long intervalNanos) {
    return Math.max(REST_NANOS, backOff.restNanos());
  }

  @Override
  public long leastRestNanos() {
    return Math.max(LEAST_REST_NANOS, backOff.restNanos());
  }
}
