package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.Tools;
import io.hostshift.it.run.Visit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * An application in a bundle of Felix, whose loader shows it the JDK's own packages and nothing
 * else: its calls are hooked and its pool is seen.
 */
@SafetyCases(SafetyCases.Kind.NEIGHBOUR)
@Tag("jdks")
@Tag("long")
class OsgiIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String LAUNCHER =
      """
      import java.util.*;
      import java.util.function.IntSupplier;
      import org.osgi.framework.*;
      public class Launcher {
        public static void main(String[] args) throws Exception {
          Map<String, String> settings = new HashMap<>();
          settings.put("org.osgi.framework.storage", args[1]);
          org.osgi.framework.launch.Framework felix =
              new org.apache.felix.framework.FrameworkFactory().newFramework(settings);
          felix.start();
          Bundle bundle = felix.getBundleContext().installBundle("file:" + args[0]);
          bundle.start();
          BundleContext context = felix.getBundleContext();
          IntSupplier service =
              (IntSupplier)
                  context.getService(context.getServiceReference(IntSupplier.class.getName()));
          System.out.println("up");
          while (System.in.read() >= 0) {
            System.out.println("processors " + service.getAsInt());
          }
          felix.stop();
          felix.waitForStop(20_000);
          System.exit(3);
        }
      }
      """;
  private static final String ACTIVATOR =
      """
      import java.util.concurrent.*;
      import java.util.function.IntSupplier;
      import org.osgi.framework.*;
      public class Activator implements BundleActivator, IntSupplier {
        private ExecutorService pool;
        @Override
        public void start(BundleContext context) {
          context.registerService(IntSupplier.class.getName(), this, null);
        }
        @Override
        public int getAsInt() {
          if (pool == null) {
            pool = Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors());
            pool.submit(() -> {});
          }
          return Runtime.getRuntime().availableProcessors();
        }
        @Override
        public void stop(BundleContext context) {
          if (pool != null) pool.shutdown();
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "Felix on JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldHookAndSeeWhatABundleDoes(int version) throws Exception {
    String felix = Tools.jar("org.apache.felix.framework").toString();
    Path launcher = Files.createDirectory(folder.resolve("launcher"));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Program.compile(launcher, "Launcher", LAUNCHER, 8, felix);
    Program.compile(inside, "Activator", ACTIVATOR, 8, felix);
    Visit visit = new Visit(folder);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            // Felix itself calls what is deprecated, and the JVM says so.
            .options(
                version < 24
                    ? new String[0]
                    : new String[] {"--sun-misc-unsafe-memory-access=allow"})
            .agent(visit.arguments() + ",settings=processors:hook,pools=report")
            .main(
                launcher + File.pathSeparator + felix,
                "Launcher",
                bundle(inside).toString(),
                folder.resolve("cache").toString())
            .start()) {
      jvm.out().await("up", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      Visit.processors(jvm);
      view.await(
          "the bundle's pool",
          now ->
              now.pools().stream()
                  .anyMatch(
                      pool ->
                          pool.get("creator").toString().startsWith("Activator:")
                              && pool.get("rule").equals("2P")),
          LIMIT);
      visit.make(Jdk.of(version), jvm);
    }
    assertThat(folder.resolve("cache")).isDirectory();
  }

  private Path bundle(Path classes) throws IOException {
    Path jar = folder.resolve("bundle.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "application");
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Bundle-Activator", "Activator");
    main.putValue("Import-Package", "org.osgi.framework");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("Activator.class"));
      Files.copy(classes.resolve("Activator.class"), out);
    }
    return jar;
  }
}
