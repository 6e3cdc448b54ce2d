package io.hostshift.it.product;

import io.hostshift.it.run.Apps;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.JvmCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Servers, by what their own scripts call: the same options, so that the agent's are beside. */
final class Served {
  private Served() {}

  static void openLiberty(JvmCommand command, Path app, Path folder, int port) throws IOException {
    Path home = app.resolve("wlp");
    Path server = Files.createDirectories(folder.resolve("usr/servers/defaultServer"));
    Files.writeString(
        server.resolve("server.xml"),
        """
        <server>
          <featureManager><feature>webProfile-10.0</feature></featureManager>
          <httpEndpoint id="defaultHttpEndpoint" httpPort="%d" httpsPort="-1"/>
        </server>
        """
            .formatted(port));
    command
        .environment("WLP_USER_DIR", folder.resolve("usr").toString())
        .options(
            "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
            "-Djava.awt.headless=true",
            "-Djdk.attach.allowAttachSelf=true",
            "@" + home.resolve("lib/platform/java/java9.options"))
        .jar(home.resolve("bin/tools/ws-server.jar"), "defaultServer");
  }

  static void wildFly(JvmCommand command, Path app, Path folder, int port) throws IOException {
    Path home = Apps.onlyFolder(app);
    Path base = folder.resolve("standalone");
    Apps.copy(home.resolve("standalone"), base);
    for (String opened :
        List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.management/javax.management",
            "java.naming/javax.naming")) {
      command.options("--add-opens=" + opened + "=ALL-UNNAMED");
    }
    command
        .options(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "-Djava.security.manager=allow",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true",
            "-Djboss.modules.system.pkgs=org.jboss.byteman",
            "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
            "-Dlogging.configuration=" + base.resolve("configuration/logging.properties").toUri())
        .jar(
            home.resolve("jboss-modules.jar"),
            "-mp",
            home.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-Djboss.home.dir=" + home,
            "-Djboss.server.base.dir=" + base,
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=" + FreePort.any(),
            "-Djboss.management.http.port=" + FreePort.any());
  }

  static void karaf(JvmCommand command, Path app, Path folder, int port) throws IOException {
    Path home = Apps.onlyFolder(app);
    Path etc = folder.resolve("etc");
    Apps.copy(home.resolve("etc"), etc);
    replace(etc.resolve("org.apache.karaf.shell.cfg"), "sshPort = 8101", "sshPort = " + port);
    Path management = etc.resolve("org.apache.karaf.management.cfg");
    replace(management, "rmiRegistryPort = 1099", "rmiRegistryPort = " + FreePort.any());
    replace(management, "rmiServerPort = 44444", "rmiServerPort = " + FreePort.any());
    Files.createDirectories(folder.resolve("data/tmp"));
    Files.createDirectories(folder.resolve("data/log"));
    String endorsed = home.resolve("lib/endorsed").toString() + "/org.apache.karaf.specs.";
    String version = home.getFileName().toString().replace("apache-karaf", "");
    for (String opened :
        List.of(
            "java.base/java.security",
            "java.base/java.net",
            "java.base/java.lang",
            "java.base/java.util",
            "java.naming/javax.naming.spi",
            "java.rmi/sun.rmi.transport.tcp")) {
      command.options("--add-opens=" + opened + "=ALL-UNNAMED");
    }
    for (String exported :
        List.of(
            "java.base/sun.net.www.protocol.file",
            "java.base/sun.net.www.protocol.http",
            "java.base/sun.net.www.protocol.https",
            "java.base/sun.net.www.protocol.jar",
            "java.base/sun.net.www.content.text",
            "java.rmi/sun.rmi.registry",
            "java.naming/com.sun.jndi.ldap")) {
      command.options("--add-exports=" + exported + "=ALL-UNNAMED");
    }
    command
        .options(
            "--add-reads=java.xml=java.logging",
            "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
            "--patch-module=java.base=" + endorsed + "locator" + version + ".jar",
            "--patch-module=java.xml=" + endorsed + "java.xml" + version + ".jar",
            "-Dkaraf.instances=" + folder.resolve("instances"),
            "-Dkaraf.home=" + home,
            "-Dkaraf.base=" + folder,
            "-Dkaraf.data=" + folder.resolve("data"),
            "-Dkaraf.etc=" + etc,
            "-Dkaraf.log=" + folder.resolve("data/log"),
            "-Djava.io.tmpdir=" + folder.resolve("data/tmp"),
            "-Djava.util.logging.config.file=" + etc.resolve("java.util.logging.properties"),
            "-Dkaraf.startLocalConsole=false",
            "-Dkaraf.startRemoteShell=true")
        .main(
            jars(home.resolve("lib/boot"))
                + File.pathSeparator
                + jars(home.resolve("lib/jdk9plus"))
                + File.pathSeparator
                + jars(home.resolve("lib/endorsed")),
            "org.apache.karaf.main.Main");
  }

  private static String jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static void replace(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalStateException("no \"" + from + "\" in " + file);
    }
    Files.writeString(file, text.replace(from, to));
  }
}
