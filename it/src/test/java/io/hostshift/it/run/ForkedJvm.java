package io.hostshift.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A JVM that a test has started. It ends with {@link #close}, or with the test's own JVM.
 *
 * <pre>{@code
 * try (ForkedJvm jvm = ForkedJvm.on(Jdk.of(17)).agent("interval=100ms").jar(testapp).start()) {
 *   jvm.err().await("hostshift ", Duration.ofSeconds(10));
 *   jvm.jmx().getAttribute(name, "Count");
 * }
 * }</pre>
 */
public final class ForkedJvm implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final int SIGQUIT = 3;

  private final List<String> command;
  private final Process process;
  private final Lines out;
  private final Lines err;
  private final Thread hook;
  private JMXConnector connector;

  public ForkedJvm(List<String> command, Process process) {
    this.command = List.copyOf(command);
    this.process = process;
    out = Lines.of(process.getInputStream());
    err = Lines.of(process.getErrorStream());
    hook = new Thread(process::destroyForcibly, "end of " + process.pid());
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The beginning of a command that starts a JVM of this JDK. */
  public static JvmCommand on(Jdk jdk) {
    return new JvmCommand(jdk);
  }

  /** Its process number. */
  public long pid() {
    return process.pid();
  }

  /** The process itself, for its standard input, signals and resource use. */
  public Process process() {
    return process;
  }

  /** Its standard output. */
  public Lines out() {
    return out;
  }

  /** Its standard error. */
  public Lines err() {
    return err;
  }

  /** Waits for its end, and for the end of both streams; the exit code. */
  public int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("did not end within " + limit + ": " + this);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + this, e);
    }
    out.awaitEnd(limit);
    err.awaitEnd(limit);
    return process.exitValue();
  }

  /** A connection to its MBeans. The first call attaches and starts a local management agent. */
  public synchronized MBeanServerConnection jmx() {
    try {
      if (connector == null) {
        connector = JMXConnectorFactory.connect(new JMXServiceURL(managementAgent()));
      }
      return connector.getMBeanServerConnection();
    } catch (IOException e) {
      throw new UncheckedIOException("no JMX connection to " + this, e);
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException("cannot attach to " + this, e);
    }
  }

  /** Writes a line to its standard input. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError("has ended: " + this, e);
    }
  }

  /**
   * @param name without SIG
   */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** What its objects take after a collection, and one more for what the first has let go. */
  public long usedAfterCollection() throws IOException {
    MemoryMXBean memory =
        ManagementFactory.newPlatformMXBeanProxy(
            jmx(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Its address. A JVM that is starting may refuse for a while, or take SIGQUIT for no more. */
  private String managementAgent() throws IOException, AttachNotSupportedException {
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      awaitItTakesSignals(Duration.ofNanos(end - System.nanoTime()));
      try {
        return managementAgentNow();
      } catch (AttachOperationFailedException | AttachNotSupportedException e) {
        if (!process.isAlive() || System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  private String managementAgentNow() throws IOException, AttachNotSupportedException {
    VirtualMachine attached = VirtualMachine.attach(Long.toString(pid()));
    try {
      return attached.startLocalManagementAgent();
    } finally {
      attached.detach();
    }
  }

  /** Attaching begins with SIGQUIT, which ends a JVM that does not handle it yet. */
  private void awaitItTakesSignals(Duration left) {
    Path status = Path.of("/proc/" + pid() + "/status");
    Eventually.holds(
        () -> "signals are handled: " + this,
        left,
        // One that has ended never will; attaching says so.
        () -> !process.isAlive() || catchesQuit(status));
  }

  private static boolean catchesQuit(Path status) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(status);
    } catch (NoSuchFileException e) {
      return true; // It has ended.
    }
    return lines.stream()
        .filter(line -> line.startsWith("SigCgt:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigCgt:".length()).trim(), 16))
        .anyMatch(caught -> (caught & 1L << (SIGQUIT - 1)) != 0);
  }

  /** Ends it: politely, and after five seconds by force. */
  @Override
  public synchronized void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    Jmx.closeAfterEnd(connector);
  }

  @Override
  public String toString() {
    return String.join(" ", command) + "\n--- out\n" + out + "\n--- err\n" + err;
  }
}
