package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatingLoaderTest {
  @TempDir Path folder;
  private Path jar;
  private IsolatingLoader loader;

  @BeforeEach
  void openLoader() throws IOException {
    jar =
        new TestJar()
            .withClass(Version.class)
            .with("META-INF/services/a.Service", "ours")
            .with("not/A.class", "no class file")
            .shipped(folder.resolve("shipped.jar"));
    loader = IsolatingLoader.open(jar.toFile(), getClass().getClassLoader(), null);
  }

  @AfterEach
  void closeLoader() {
    loader.close();
  }

  @Test
  void shouldPreferItsOwnClasses() throws ClassNotFoundException {
    Class<?> own = loader.loadClass(Version.class.getName());

    assertThat(own).isNotSameAs(Version.class);
    assertThat(own.getClassLoader()).isSameAs(loader);
    assertThat(own.getPackage().getName()).isEqualTo("com.fasterxml.jackson.core");
    assertThat(loader.loadClass(Version.class.getName())).isSameAs(own);
  }

  @Test
  void shouldLeaveEverythingElseToItsParent() throws ClassNotFoundException {
    assertThat(loader.loadClass("java.lang.String")).isSameAs(String.class);
    assertThatThrownBy(() -> loader.loadClass("no.such.Class"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void shouldGiveResourcesByUrlWithoutARegisteredProtocol() throws IOException {
    URL url = loader.getResource("META-INF/services/a.Service");

    try (InputStream in = url.openStream()) {
      assertThat(in).hasContent("ours");
    }
    try (InputStream in = loader.getResourceAsStream("META-INF/services/a.Service")) {
      assertThat(in).hasContent("ours");
    }
    assertThat(Collections.list(loader.getResources("META-INF/services/a.Service"))).hasSize(1);
    assertThatThrownBy(() -> new URL("hostshift:/anything")).hasMessageContaining("protocol");
  }

  @Test
  void shouldLoadOneClassForManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Class<?>> load = () -> loader.loadClass(Version.class.getName());
      var loaded = threads.invokeAll(Collections.nCopies(64, load), 10, TimeUnit.SECONDS);
      Class<?> first = loaded.get(0).get();
      for (var each : loaded) {
        assertThat(each.get()).isSameAs(first);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldReadTheFirstJarAfterAnotherHasReplacedIt() throws Exception {
    Path other = new TestJar().with("x", "y").shipped(folder.resolve("other.jar"));
    Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);

    assertThat(loader.loadClass(Version.class.getName()).getClassLoader()).isSameAs(loader);
  }

  @Test
  void shouldSayWhenItsJarWasOverwrittenInPlace() throws IOException {
    Files.write(jar, new byte[(int) Files.size(jar)]);

    assertThatThrownBy(() -> loader.loadClass(Version.class.getName()))
        .isInstanceOf(ClassNotFoundException.class)
        .hasMessageContaining("corrupt jar");
  }

  @Test
  void shouldSayWhenAClassFileIsNone() {
    assertThatThrownBy(() -> loader.loadClass("not.A")).isInstanceOf(ClassFormatError.class);
  }

  @Test
  void shouldChangeClassesAsTheyAreLoaded() {
    loader.rewrite("com.fasterxml.", bytes -> new byte[0]);

    assertThatThrownBy(() -> loader.loadClass(Version.class.getName()))
        .isInstanceOf(ClassFormatError.class);
  }

  @Test
  void shouldHoldOneDescriptorUntilItIsClosed() throws IOException {
    assertThat(descriptors(jar)).isEqualTo(1);
    loader.close();
    assertThat(descriptors(jar)).isZero();
  }

  @Test
  void shouldHoldNoDescriptorOfAJarThatIsNone() throws IOException {
    Path bad = Files.write(folder.resolve("bad.jar"), new byte[1000]);

    assertThatThrownBy(() -> IsolatingLoader.open(bad.toFile(), null, null))
        .hasMessageStartingWith("corrupt jar");
    assertThat(descriptors(bad)).isZero();
  }

  private static long descriptors(Path file) throws IOException {
    try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      long count = 0;
      for (Path each : open) {
        if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(file.toRealPath())) {
          count++;
        }
      }
      return count;
    }
  }
}
