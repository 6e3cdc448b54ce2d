package io.hostshift.it.place;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Jmx;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A container with a JDK, both shipped jars, and a guest's files. */
public final class JdkContainer extends GenericContainer<JdkContainer> {
  /** Those of the versions that {@code it/setup/docker} makes images of that are run each time. */
  public static final List<Integer> VERSIONS = List.of(8, 17, 25);

  /** The agent's jar in the container. */
  public static final String AGENT = "/hostshift/hostshift.jar";

  /** The test application's jar in the container. */
  public static final String TESTAPP = "/hostshift/hostshift-testapp.jar";

  /** The folder of guest files: the agent's {@code root}. */
  public static final String GUEST = "/guest";

  private static final long PERIOD_MICROS = 100_000;

  private final Lines out = new Lines();
  private final Lines err = new Lines();
  private final List<String> jmxOptions = new ArrayList<>();
  private final List<String> java = new ArrayList<>();
  private int jmxPort;
  private JMXConnector connector;

  /** A container of this JDK that does nothing for an hour, unless {@link #withJava} says what. */
  public JdkContainer(int version) {
    super(DockerImageName.parse("hostshift-it/jdk:" + version));
    withImagePullPolicy(image -> false);
    withLabel("io.hostshift.it", "true");
    withCommand("sleep", "3600");
    withCopyFileToContainer(MountableFile.forHostPath(ShippedJars.agent()), AGENT);
    withCopyFileToContainer(MountableFile.forHostPath(ShippedJars.testapp()), TESTAPP);
    withLogConsumer(this::take);
  }

  /** Runs {@code java} with these arguments, as the container's own process. */
  public JdkContainer withJava(String... arguments) {
    java.addAll(List.of(arguments));
    return this;
  }

  /** Lets the JVM's MBeans be read from outside, at a free port of this machine's loopback. */
  public JdkContainer withJmx() {
    jmxPort = FreePort.any();
    jmxOptions.addAll(
        List.of(
            "-Dcom.sun.management.jmxremote.port=" + jmxPort,
            "-Dcom.sun.management.jmxremote.rmi.port=" + jmxPort,
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false",
            "-Djava.rmi.server.hostname=127.0.0.1"));
    // RMI tells its clients the port that it listens on, so both sides have to have the same.
    ExposedPort port = ExposedPort.tcp(jmxPort);
    return withCreateContainerCmdModifier(
        create -> {
          create.withExposedPorts(port);
          create
              .getHostConfig()
              .withPortBindings(
                  new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", jmxPort), port));
        });
  }

  /** Copies a folder of guest files to {@link #GUEST}. */
  public JdkContainer withGuest(Path tree) {
    return withCopyFileToContainer(MountableFile.forHostPath(tree), GUEST);
  }

  /** Limits the container to so many processors from its start. */
  public JdkContainer withProcessors(double processors) {
    return withCreateContainerCmdModifier(
        create ->
            create.getHostConfig().withCpuPeriod(PERIOD_MICROS).withCpuQuota(quota(processors)));
  }

  /** Limits the running container to so many processors. */
  public void setCpuQuota(double processors) {
    getDockerClient()
        .updateContainerCmd(getContainerId())
        .withCpuPeriod(PERIOD_MICROS)
        .withCpuQuota(quota(processors))
        .exec();
  }

  /** Replaces a file below {@link #GUEST} as an operator would: by renaming a complete one. */
  public void writeGuestFile(String path, String content) {
    String file = GUEST + "/" + path;
    copyFileToContainer(Transferable.of(content.getBytes(StandardCharsets.UTF_8)), file + ".new");
    run("mv", file + ".new", file);
  }

  /** Runs a command in the container; its standard output. Fails where the exit code is not 0. */
  public String run(String... command) {
    try {
      ExecResult result = execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + result);
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + String.join(" ", command), e);
    }
  }

  /** Standard output of the container's own command. */
  public Lines out() {
    return out;
  }

  /** Standard error of the container's own command. */
  public Lines err() {
    return err;
  }

  /** A connection to the MBeans; waits for the JVM to listen. */
  public MBeanServerConnection jmx(Duration limit) {
    try {
      if (connector == null) {
        connector = Jmx.connect(jmxPort, limit);
      }
      return connector.getMBeanServerConnection();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void configure() {
    if (!java.isEmpty()) {
      List<String> command = new ArrayList<>(List.of("java"));
      command.addAll(jmxOptions);
      command.addAll(java);
      withCommand(command.toArray(String[]::new));
    }
  }

  @Override
  public void stop() {
    super.stop();
    Jmx.closeAfterEnd(connector);
  }

  private void take(OutputFrame frame) {
    Lines lines = frame.getType() == OutputFrame.OutputType.STDERR ? err : out;
    if (frame.getType() == OutputFrame.OutputType.END) {
      out.end();
      err.end();
    } else {
      lines.add(frame.getUtf8StringWithoutLineEnding());
    }
  }

  private static long quota(double processors) {
    return Math.round(processors * PERIOD_MICROS);
  }
}
