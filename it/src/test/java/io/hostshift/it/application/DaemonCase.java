package io.hostshift.it.application;

import io.hostshift.it.run.Apps;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.RealApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A library whose threads are daemons or not, and how it is started with them as they come. */
enum DaemonCase {
  /** What most code takes that names no factory of its own. */
  EXECUTORS("Executors.defaultThreadFactory", "") {
    @Override
    void start(JvmCommand command, Path folder, boolean daemons) {
      command.main(Program.compile(folder, "Executing", EXECUTING), Boolean.toString(daemons));
    }
  },

  TOMCAT("Tomcat", "tomcat.version") {
    @Override
    void start(JvmCommand command, Path folder, boolean daemons) throws IOException {
      RealApplication.TOMCAT.prepare(command, folder);
      if (daemons) {
        Path server = folder.resolve("conf/server.xml");
        Files.writeString(
            server,
            Files.readString(server)
                .replace("<Server port", "<Server utilityThreadsAsDaemon=\"true\" port"));
      }
    }
  },

  JETTY("Jetty", "jetty.version") {
    @Override
    void start(JvmCommand command, Path folder, boolean daemons) throws IOException {
      RealApplication.JETTY.prepare(command, folder);
      if (daemons) {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(
            folder.resolve("etc/daemon.xml"),
            """
            <?xml version="1.0"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
            <Configure id="threadPool" class="org.eclipse.jetty.util.thread.QueuedThreadPool">
              <Set name="daemon">true</Set>
            </Configure>
            """);
        Files.writeString(folder.resolve("start.d/daemon.ini"), "etc/daemon.xml\n");
      }
    }
  },

  NETTY("Netty", "netty.version") {
    @Override
    void start(JvmCommand command, Path folder, boolean daemons) {
      program(command, folder, "netty", "Eventful", EVENTFUL, daemons);
    }
  },

  UNDERTOW("Undertow", "undertow.version") {
    @Override
    void start(JvmCommand command, Path folder, boolean daemons) {
      program(command, folder, "undertow", "Undertowed", UNDERTOWED, daemons);
    }
  },

  SPRING_BOOT("Spring Boot with Tomcat", "springboot.version") {
    @Override
    void start(JvmCommand command, Path folder, boolean daemons) throws IOException {
      RealApplication.SPRING_BOOT.prepare(command, folder);
    }
  },

  KAFKA("Kafka, a broker", "kafka.version") {
    @Override
    void start(JvmCommand command, Path folder, boolean daemons) throws IOException {
      int port = FreePort.any();
      int controllers = FreePort.any();
      Path properties =
          Files.writeString(
              folder.resolve("server.properties"),
              String.join(
                  "\n",
                  "process.roles=broker,controller",
                  "node.id=1",
                  "listeners=PLAINTEXT://127.0.0.1:"
                      + port
                      + ",CONTROLLER://127.0.0.1:"
                      + controllers,
                  "controller.quorum.bootstrap.servers=127.0.0.1:" + controllers,
                  "controller.listener.names=CONTROLLER",
                  "log.dirs=" + folder.resolve("logs"),
                  "offsets.topic.replication.factor=1",
                  ""));
      String jars = jars("kafka");
      try (ForkedJvm format =
          ForkedJvm.on(Jdk.of(17))
              .folder(folder)
              .main(
                  jars,
                  "kafka.tools.StorageTool",
                  "format",
                  "--standalone",
                  "-t",
                  "MkU3OEVBNTcwNTJENDM2Qg",
                  "-c",
                  properties.toString())
              .start()) {
        if (format.awaitExit(java.time.Duration.ofSeconds(60)) != 0) {
          throw new IOException("not formatted: " + format);
        }
      }
      command.main(jars, "kafka.Kafka", properties.toString());
    }
  };

  private static final String EXECUTING =
      """
      import java.util.concurrent.*;
      public class Executing {
        public static void main(String[] args) throws Exception {
          ThreadFactory daemons =
              task -> {
                Thread thread = Executors.defaultThreadFactory().newThread(task);
                thread.setDaemon(true);
                return thread;
              };
          ExecutorService pool =
              Boolean.parseBoolean(args[0])
                  ? Executors.newFixedThreadPool(3, daemons)
                  : Executors.newFixedThreadPool(3);
          for (int i = 0; i < 3; i++) pool.execute(() -> {});
          Thread.sleep(Long.MAX_VALUE);
        }
      }
      """;

  private static final String EVENTFUL =
      """
      import io.netty.bootstrap.ServerBootstrap;
      import io.netty.channel.*;
      import io.netty.channel.nio.NioEventLoopGroup;
      import io.netty.channel.socket.nio.NioServerSocketChannel;
      import io.netty.util.concurrent.DefaultThreadFactory;
      public class Eventful {
        public static void main(String[] args) throws Exception {
          EventLoopGroup loops =
              Boolean.parseBoolean(args[0])
                  ? new NioEventLoopGroup(2, new DefaultThreadFactory("eventLoop", true))
                  : new NioEventLoopGroup(2);
          new ServerBootstrap()
              .group(loops)
              .channel(NioServerSocketChannel.class)
              .childHandler(new ChannelInboundHandlerAdapter())
              .bind("127.0.0.1", 0)
              .sync();
          for (int i = 0; i < 2; i++) loops.next().submit(() -> {}).sync();
          Thread.sleep(Long.MAX_VALUE);
        }
      }
      """;

  private static final String UNDERTOWED =
      """
      import io.undertow.Undertow;
      import io.undertow.server.handlers.BlockingHandler;
      import java.net.*;
      import org.xnio.Options;
      public class Undertowed {
        public static void main(String[] args) throws Exception {
          Undertow.Builder builder =
              Undertow.builder()
                  .addHttpListener(0, "127.0.0.1")
                  .setHandler(
                      new BlockingHandler(exchange -> exchange.getResponseSender().send("yes")));
          if (Boolean.parseBoolean(args[0])) builder.setWorkerOption(Options.THREAD_DAEMON, true);
          Undertow server = builder.build();
          server.start();
          int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
          for (int i = 0; i < 8; i++) {
            URI.create("http://127.0.0.1:" + port + "/").toURL().openStream().readAllBytes();
          }
          Thread.sleep(Long.MAX_VALUE);
        }
      }
      """;

  private final String title;
  private final String version;

  DaemonCase(String title, String version) {
    this.title = title;
    this.version = version;
  }

  /**
   * Adds to a command what starts it.
   *
   * @param daemons whether with the one setting that makes its threads daemons
   */
  abstract void start(JvmCommand command, Path folder, boolean daemons) throws IOException;

  /** As the table names it. */
  String title() {
    return title;
  }

  /** The property of the build that says which version it is; empty for the JDK. */
  String version() {
    return version;
  }

  @Override
  public String toString() {
    return title;
  }

  private static void program(
      JvmCommand command, Path folder, String app, String name, String source, boolean daemons) {
    String jars = jars(app);
    Program program = Program.compile(folder, name, source, 17, jars);
    command.main(program.classes() + File.pathSeparator + jars, name, Boolean.toString(daemons));
  }

  private static String jars(String app) {
    return Apps.classPath(Apps.folder(app));
  }
}
