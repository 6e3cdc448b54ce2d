package io.hostshift.source.process;

import io.hostshift.base.BackOff;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.VmNaming;
import io.hostshift.source.file.OperatorLines;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of an operator that prints identifiers, one {@code name=value} a line; see {@link
 * OperatorLines}. Run every ten seconds and after hints, without a shell; it has five seconds.
 *
 * <p>A command that fails or prints nothing says nothing about the host.
 */
public final class OperatorCommand implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "command";

  public static final Traits TRAITS = Traits.named(NAME).namesVm(VmNaming.CHOSEN).givenByPeople();

  /** How long it may take. */
  public static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LEAST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<String> argv;
  private final ChildProcess child;
  private final BackOff backOff;

  /**
   * @param argv the program as an absolute path, and its arguments
   */
  public OperatorCommand(List<String> argv, ChildProcess child, BackOff backOff) {
    this.argv = argv;
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
    String program = argv.get(0);
    Reading now;
    try {
      if (!new File(program).isAbsolute()) {
        throw new IOException("is not an absolute path");
      }
      byte[] printed = child.run(argv);
      if (printed.length == 0) {
        throw new IOException("printed nothing");
      }
      now = OperatorLines.parse(name(), printed, printed.length).reading(program);
    } catch (IOException e) {
      now = Reading.failed(program + " " + e.getMessage());
    }
    if (now.readable()) {
      backOff.succeeded();
    } else {
      backOff.failed();
    }
    return now.orSame(last);
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
