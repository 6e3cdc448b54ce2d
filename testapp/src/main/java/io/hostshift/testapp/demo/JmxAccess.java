package io.hostshift.testapp.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A JVM's own JMX connector, on loopback and behind a password made for this run: without one,
 * every user of this machine could run code in the service while the demo lasts. Reading is enough.
 */
final class JmxAccess {
  private static final String USER = "demo";

  private final int port;
  private final String password;
  private final Path passwordFile;
  private final Path accessFile;

  private JmxAccess(int port, String password, Path passwordFile, Path accessFile) {
    this.port = port;
    this.password = password;
    this.passwordFile = passwordFile;
    this.accessFile = accessFile;
  }

  /** Writes the two files into that folder and looks for a free port. */
  static JmxAccess prepare(Path folder) throws IOException {
    String password = new BigInteger(128, new SecureRandom()).toString(36);
    Path passwordFile = folder.resolve("jmx.password");
    Path accessFile = folder.resolve("jmx.access");
    for (Path file : Arrays.asList(passwordFile, accessFile)) {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(passwordFile, (USER + " " + password + "\n").getBytes(StandardCharsets.US_ASCII));
    Files.write(accessFile, (USER + " readonly\n").getBytes(StandardCharsets.US_ASCII));
    try (ServerSocket free =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return new JmxAccess(free.getLocalPort(), password, passwordFile, accessFile);
    }
  }

  List<String> options() {
    String prefix = "-Dcom.sun.management.jmxremote.";
    return Arrays.asList(
        prefix + "port=" + port,
        prefix + "rmi.port=" + port,
        prefix + "host=127.0.0.1",
        prefix + "ssl=false",
        prefix + "authenticate=true",
        prefix + "password.file=" + passwordFile,
        prefix + "access.file=" + accessFile,
        "-Djava.rmi.server.hostname=127.0.0.1");
  }

  // The URL names our own child on loopback, and no user has a say in it.
  @SuppressWarnings("BanJNDI")
  JMXConnector connect() throws IOException {
    return JMXConnectorFactory.connect(
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"),
        Collections.singletonMap(JMXConnector.CREDENTIALS, new String[] {USER, password}));
  }
}
