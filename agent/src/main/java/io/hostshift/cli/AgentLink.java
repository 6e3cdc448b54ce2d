package io.hostshift.cli;

import io.hostshift.attach.AgentJar;
import io.hostshift.attach.AttachSocket;
import io.hostshift.attach.Exchange;
import io.hostshift.attach.JvmProcess;
import io.hostshift.attach.Patience;
import io.hostshift.attach.UnreachableException;
import io.hostshift.base.JavaVersion;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Properties;

/** A line to a JVM, and to the agent in it if there is one. */
final class AgentLink {
  private static final String JAR = "hostshift.jar=";

  private final JvmProcess jvm;
  private final Patience patience;
  private final AttachSocket socket;
  private final Properties properties;

  private AgentLink(JvmProcess jvm, Patience patience, AttachSocket socket)
      throws UnreachableException {
    this.jvm = jvm;
    this.patience = patience;
    this.socket = socket;
    this.properties = socket.properties();
  }

  /**
   * @throws UnreachableException if the JVM cannot be attached to
   */
  static AgentLink open(JvmProcess jvm, Patience patience) throws UnreachableException {
    return new AgentLink(jvm, patience, AttachSocket.open(jvm, patience));
  }

  /** The agent's; null if there is none. */
  String version() {
    return properties.getProperty("hostshift.version");
  }

  /** Asks anew: null if there is no agent any more. */
  String versionNow() throws UnreachableException {
    return socket.properties().getProperty("hostshift.version");
  }

  String javaVersion() {
    return properties.getProperty("java.version", jvm.javaVersion());
  }

  /** 8 for 1.8; 0 if it cannot be told. */
  int javaFeature() {
    return JavaVersion.feature(properties.getProperty(JavaVersion.PROPERTY, ""));
  }

  JvmProcess jvm() {
    return jvm;
  }

  /**
   * Asks the agent that runs. It is found by the class that the JVM has of it, so our own jar
   * serves for the question, whatever the agent came from; the JVM's word on that is not taken.
   *
   * @return what its answer comes from; to be closed
   */
  Exchange ask(String command, String argument) throws UnreachableException {
    if (version() == null) {
      throw new UnreachableException(
          "does not run in JVM "
              + jvm.pid()
              + "; attach it: java -jar hostshift.jar attach "
              + jvm.pid());
    }
    return send(jar().place(), command, argument);
  }

  /** Starts an agent, which answers when it has started. */
  Exchange start(String configuration) throws UnreachableException {
    String path = jar().place();
    return send(path, "attach", JAR + encoded(path) + "," + configuration);
  }

  /** For a JVM that had an agent before, and would else look for its jar of that time. */
  private static String encoded(String path) {
    return path.replace("%", "%25").replace(" ", "%20").replace(",", "%2C");
  }

  private Exchange send(String path, String command, String argument) throws UnreachableException {
    Exchange exchange = Exchange.prepare(jvm, patience);
    try {
      exchange.send(socket, path, command, argument);
      return exchange;
    } catch (UnreachableException | RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  /** This jar, for that JVM. */
  AgentJar jar() throws UnreachableException {
    return new AgentJar(ownJar(), jvm);
  }

  /** The jar that this command line was started from. */
  static File ownJar() throws UnreachableException {
    try {
      URI place = AgentLink.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      File jar = new File(place);
      if (jar.isFile()) {
        return jar;
      }
      throw new UnreachableException("was not started from its jar: java -jar hostshift.jar");
    } catch (URISyntaxException | IllegalArgumentException | NullPointerException e) {
      throw new UnreachableException("does not find its own jar; use a path without spaces", e);
    }
  }
}
