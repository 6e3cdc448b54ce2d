package io.hostshift.it.run;

import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Optional;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Connections to the MBeans of JVMs that come and go while a test runs. */
public final class Jmx {
  private Jmx() {}

  /** Connects to a port of this machine, again and again until the JVM behind it listens. */
  public static JMXConnector connect(int port, Duration limit) {
    return Eventually.answers(
            "JMX at port " + port, limit, () -> connectNow(port), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<JMXConnector> connectNow(int port) throws MalformedURLException {
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    try {
      return Optional.of(JMXConnectorFactory.connect(url));
    } catch (IOException e) {
      return Optional.empty(); // It does not listen yet.
    }
  }

  /** Closes our end of a connection; that the other end is gone already is as expected. */
  public static void closeAfterEnd(JMXConnector connector) {
    if (connector == null) {
      return;
    }
    try {
      connector.close();
    } catch (IOException e) {
      System.getLogger(Jmx.class.getName()).log(System.Logger.Level.DEBUG, "was closed already", e);
    }
  }
}
