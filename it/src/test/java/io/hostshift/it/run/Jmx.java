package io.hostshift.it.run;

import java.io.IOException;
import java.time.Duration;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Connections to the MBeans of JVMs that come and go while a test runs. */
public final class Jmx {
  private Jmx() {}

  /** Connects to a port of this machine, again and again until the JVM behind it listens. */
  public static JMXConnector connect(int port, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return JMXConnectorFactory.connect(
            new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw new AssertionError("no JMX at port " + port + " within " + limit, e);
        }
        pause();
      }
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

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while connecting", e);
    }
  }
}
