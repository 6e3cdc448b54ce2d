package io.hostshift.cli;

import io.hostshift.attach.JvmList;
import io.hostshift.attach.JvmProcess;
import io.hostshift.attach.Patience;
import io.hostshift.attach.UnreachableException;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One phase of a migration, told to the agents of all JVMs of this partition at once. A JVM without
 * the agent is left alone; one that is stopped, or does not take the call, is not waited for.
 */
final class MobilityCall {
  /** A code that neither a JVM nor a signal ends with by itself. */
  static final int REFUSED = 10;

  /** Of the agent, by which its JVM is known without being asked. */
  private static final String THREAD = "hostshift";

  /** For a JVM to take the call; one that works does so within milliseconds. */
  private static final long TAKE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String phase;
  private final long beginNanos;
  private final long limitNanos;
  private final DrmgrVetoes vetoes;
  private final Consumer<String> complain;

  /**
   * @param beginNanos from when on the limit counts
   * @param vetoes whose refusals count
   * @param complain gets lines for whoever looks after the migration
   */
  MobilityCall(
      String phase,
      long beginNanos,
      long limitNanos,
      DrmgrVetoes vetoes,
      Consumer<String> complain) {
    this.phase = phase;
    this.beginNanos = beginNanos;
    this.limitNanos = limitNanos;
    this.vetoes = vetoes;
    this.complain = complain;
  }

  /**
   * @return 0, or {@link #REFUSED}
   */
  int run() throws UnreachableException {
    List<CalledJvm> called = new ArrayList<>();
    for (JvmProcess jvm : new JvmList(new File("/proc")).jvms()) {
      if (jvm.process().hasThread(THREAD)) {
        called.add(CalledJvm.call(jvm, phase, beginNanos + limitNanos, vetoes));
      }
    }
    Patience patience = Patience.endless();
    patience.await(
        "", Math.min(TAKE_NANOS, left()), () -> called.stream().allMatch(CalledJvm::taken));
    List<CalledJvm> awaited = new ArrayList<>(called);
    awaited.removeIf(jvm -> !jvm.taken());
    patience.await("", left(), () -> awaited.stream().allMatch(CalledJvm::decided));
    return report(called);
  }

  private long left() {
    return Math.max(0, beginNanos + limitNanos - System.nanoTime());
  }

  private int report(List<CalledJvm> called) {
    int code = 0;
    for (CalledJvm jvm : called) {
      String line = jvm.line();
      if (!line.isEmpty()) {
        complain.accept(line);
      }
      code = jvm.refuses() ? REFUSED : code;
    }
    return code;
  }
}
