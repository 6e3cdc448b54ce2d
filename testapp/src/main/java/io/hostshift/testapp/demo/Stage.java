package io.hostshift.testapp.demo;

import io.hostshift.testapp.service.JsonClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.management.remote.JMXConnector;

/** All that a demo sets up and takes away again: a folder, a guest's files, the service's JVM. */
final class Stage implements AutoCloseable {
  private static final int STARTS = 3;
  private static final long AGENT_PATIENCE_MILLIS = 8000;

  private final Path agent;
  private final TempFolder folder;
  private final GuestTree guest;
  private final Path rules;
  private final Pace pace = Pace.real();
  private JmxAccess jmx;
  private ServiceProcess service;
  private volatile boolean closed;

  private Stage(Path agent, TempFolder folder, GuestTree guest, Path rules) {
    this.agent = agent;
    this.folder = folder;
    this.guest = guest;
    this.rules = rules;
  }

  static Stage open(Path agent) throws IOException {
    TempFolder folder = TempFolder.create();
    try {
      Path rules = folder.path().resolve("rules.json");
      try (InputStream in = Stage.class.getResourceAsStream("rules.json")) {
        Files.copy(in, rules);
      }
      GuestTree guest = GuestTree.create(folder.path().resolve("guest"), Demo.HOST_A);
      return new Stage(agent, folder, guest, rules);
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  /** Whether all was taken away, or is about to be. */
  boolean closed() {
    return closed;
  }

  GuestTree guest() {
    return guest;
  }

  Path folder() {
    return folder.path();
  }

  /** Starts the service; once more where somebody else was faster to take the port. */
  JsonClient start() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      ServiceProcess started = launch();
      try {
        return started.client(pace);
      } catch (IOException e) {
        boolean portTaken = String.join(" ", started.said()).contains("already in use");
        if (attempt == STARTS || !portTaken) {
          throw e;
        }
      }
    }
  }

  private synchronized ServiceProcess launch() throws IOException {
    if (closed) {
      throw new IOException("interrupted");
    }
    jmx = JmxAccess.prepare(folder.path());
    JavaCommand command = new JavaCommand(System.getProperties());
    service = ServiceProcess.start(command.line(agent, agentArguments(), jmx), folder.path());
    return service;
  }

  private String agentArguments() {
    return String.join(
        ",",
        "root=" + guest.root(),
        "rules=" + rules,
        "headroom=true",
        "interval=200ms",
        "settle=2s",
        "minRetune=100ms",
        "metadata=off");
  }

  JMXConnector connect() throws IOException {
    return jmx.connect();
  }

  /** Waits until the agent can be read. */
  void await(AgentMBeans agent) throws IOException, InterruptedException {
    long begunAt = pace.millis();
    while (!agent.ready()) {
      if (pace.millis() - begunAt > AGENT_PATIENCE_MILLIS) {
        throw new IOException(
            "the agent registered no MBeans within " + AGENT_PATIENCE_MILLIS / 1000 + " s");
      }
      pace.pause(20);
    }
  }

  Application application(JsonClient client) {
    return new RunningService(client, service.gcLog());
  }

  /** What the service's JVM wrote; the agent's lines are among it. */
  List<String> said() throws IOException {
    return service == null ? Collections.<String>emptyList() : service.said();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (service != null) {
        service.end();
      }
      folder.close();
    } catch (IOException e) {
      System.err.println("testapp: could not remove " + folder.path() + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
