package io.hostshift.source.process;

import io.hostshift.base.AgentThread;
import io.hostshift.base.FileTrust;
import io.hostshift.base.NanoClock;
import io.hostshift.base.OneLine;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program to its end and keeps what it prints: no shell, an environment of its own, nothing
 * to read but what it is given, limits on time and output. A program that exceeds one is ended by
 * force. What it has started itself ends with it, however it ends. A program that others may write
 * to is not run.
 */
public final class ChildProcess {
  /** Of what it prints. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final String SAFE_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
  private static final File NOTHING = new File("/dev/null");
  private static final long LOOK_MILLIS = 5;
  private static final long LATE_LOOK_MILLIS = 50;
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /**
   * Looks at the output that bring nothing new before it is taken to be complete. When a process
   * ends, the JVM moves what is left of its output from the pipe to a buffer, on another thread.
   */
  private static final int QUIET_LOOKS = 3;

  private final Map<String, String> environment;
  private final long limitNanos;
  private final NanoClock clock;

  /**
   * @param environment all that the program gets
   */
  public ChildProcess(Map<String, String> environment, long limitNanos) {
    this(environment, limitNanos, System::nanoTime);
  }

  /**
   * For a command of an operator's. It gets none of the JVM's environment, where secrets may be,
   * but for a path on which the system's own programs are.
   */
  public static ChildProcess ofOperator(long limitNanos) {
    return new ChildProcess(Collections.singletonMap("PATH", SAFE_PATH), limitNanos);
  }

  ChildProcess(Map<String, String> environment, long limitNanos, NanoClock clock) {
    this.environment = environment;
    this.limitNanos = limitNanos;
    this.clock = clock;
  }

  /**
   * Waits on the calling thread.
   *
   * @param argv the program, as a path, and its arguments
   * @return what it printed, if it ended with 0
   * @throws IOException in words that complete "PROGRAM …", if it did not
   */
  public byte[] run(List<String> argv) throws IOException {
    return run(new ProcessBuilder(argv).redirectInput(NOTHING), null);
  }

  /**
   * As {@link #run(List)}, and the program finds this on its standard input. It need not read it.
   */
  public byte[] run(List<String> argv, byte[] input) throws IOException {
    return run(new ProcessBuilder(argv), input);
  }

  private byte[] run(ProcessBuilder builder, byte[] input) throws IOException {
    String distrust = FileTrust.distrustProgram(new File(builder.command().get(0)));
    if (distrust != null) {
      throw new IOException("is not run: " + distrust);
    }
    Offspring offspring = new Offspring();
    builder.directory(new File("/"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    offspring.mark(builder.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException("cannot be started: " + e.getMessage(), e);
    }
    offspring.started(process);
    try {
      if (input != null) {
        give(process.getOutputStream(), input);
      }
      return output(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was ended because the agent is", e);
    } finally {
      end(process);
      end(offspring);
    }
  }

  /** Also while the agent ends, which interrupts this thread. */
  private static void end(Offspring offspring) {
    boolean interrupted = Thread.interrupted();
    try {
      offspring.end();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * On a thread of its own: a program that does not read lets a long input wait, until the program
   * is ended, which breaks the pipe.
   */
  private static void give(OutputStream to, byte[] input) {
    Runnable writer =
        () -> {
          try (OutputStream open = to) {
            open.write(input);
          } catch (IOException e) {
            // It has ended without reading all of it, as it may.
            return;
          }
        };
    AgentThread.of("hostshift-input", writer).start();
  }

  /**
   * Looks again and again instead of waiting for the end of the output: a child of the program may
   * keep that open for ever.
   */
  private byte[] output(Process process) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    long begin = clock.nanos();
    for (int quiet = 0; quiet < QUIET_LOOKS; ) {
      boolean ended = !process.isAlive();
      int before = out.size() + err.size();
      take(process.getInputStream(), out);
      take(process.getErrorStream(), err);
      quiet = ended && out.size() + err.size() == before ? quiet + 1 : 0;
      if (!ended && clock.nanos() - begin > limitNanos) {
        throw new IOException(
            "did not end within " + TimeUnit.NANOSECONDS.toMillis(limitNanos) + " ms");
      }
      boolean late = !ended && clock.nanos() - begin > LATE_NANOS;
      Thread.sleep(late ? LATE_LOOK_MILLIS : LOOK_MILLIS);
    }
    if (process.exitValue() != 0) {
      throw new IOException("ended with exit code " + process.exitValue() + said(err, out));
    }
    return out.toByteArray();
  }

  private static void take(InputStream from, ByteArrayOutputStream to) throws IOException {
    byte[] bytes = new byte[4096];
    for (int ready = available(from); ready > 0; ready = available(from)) {
      int read = from.read(bytes, 0, Math.min(bytes.length, ready));
      if (read < 0) {
        return;
      }
      to.write(bytes, 0, read);
      if (to.size() > MOST_BYTES) {
        throw new IOException("printed more than 64 KiB");
      }
    }
  }

  /** The JVM closes the streams of a process that has ended, once it has kept what was left. */
  private static int available(InputStream from) {
    try {
      return from.available();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String said(ByteArrayOutputStream err, ByteArrayOutputStream out) {
    String text = (err.size() > 0 ? err : out).toString().trim();
    int lineEnd = text.indexOf('\n');
    String line = lineEnd < 0 ? text : text.substring(0, lineEnd);
    String shown = line.length() > 120 ? line.substring(0, 120) + "..." : line;
    return shown.isEmpty() ? "" : ": " + OneLine.of(shown);
  }

  private static void end(Process process) {
    if (process.isAlive()) {
      endChildren(process);
      process.destroyForcibly();
    }
    for (InputStream stream :
        new InputStream[] {process.getInputStream(), process.getErrorStream()}) {
      try {
        stream.close();
      } catch (IOException e) {
        // Nothing is read from it any more, and its descriptor is given back all the same.
        continue;
      }
    }
  }

  /** Process.descendants() exists from Java 9 on. */
  private static void endChildren(Process process) {
    try {
      Method destroy = Class.forName("java.lang.ProcessHandle").getMethod("destroyForcibly");
      Object descendants = Process.class.getMethod("descendants").invoke(process);
      for (Iterator<?> each = ((Stream<?>) descendants).iterator(); each.hasNext(); ) {
        destroy.invoke(each.next());
      }
    } catch (ReflectiveOperationException e) {
      // Java 8, or a child that has just ended by itself: the program itself is ended in any case.
      return;
    }
  }
}
