package io.hostshift.it.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** The two jars as they are shipped. The tests know nothing else of the project. */
public final class ShippedJars {
  private ShippedJars() {}

  /** The product: agent and command line. */
  public static Path agent() {
    return jar("hostshift.jar", "agent/target/hostshift.jar");
  }

  /** The service under load that tests attach the agent to. */
  public static Path testapp() {
    return jar("hostshift.testapp.jar", "testapp/target/hostshift-testapp.jar");
  }

  /** Without the property (in an IDE) the tests run in the module's folder. */
  private static Path jar(String property, String place) {
    Path jar =
        Path.of(System.getProperty(property, Path.of("..").resolve(place).toString()))
            .toAbsolutePath()
            .normalize();
    if (!Files.exists(jar)) {
      throw new IllegalStateException("no " + jar + ": run mvn package first");
    }
    return jar;
  }
}
