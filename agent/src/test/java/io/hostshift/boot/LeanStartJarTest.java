package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plain start takes out of the jar, by the JVM's own log. */
class LeanStartJarTest {
  private static final String JMX = "io.hostshift.report.jmx.MBeans ";

  @TempDir private Path folder;

  /** Until its MBeans are there, which is the last of its start. */
  @Test
  void shouldLoadNoLibraryThatItDoesNotNeedYet() throws Exception {
    Path log = folder.resolve("classes");
    ForkedJvm jvm =
        new ForkedJvm(folder)
            .option("-Dhostshift.test.await=the end of this process")
            .option("-Xlog:class+load:file=" + log)
            .option("-javaagent:" + ForkedJvm.shippedJar());
    Process process = jvm.start();
    try {
      Eventually.holds(
          "its MBeans", () -> Files.exists(log) && Files.readString(log).contains(JMX));
    } finally {
      process.destroyForcibly().waitFor();
    }
    List<String> loaded = Files.readAllLines(log);

    assertThat(loaded).anyMatch(line -> line.contains("io.hostshift.log.LogOutlet "));
    assertThat(loaded).noneMatch(line -> line.contains("com.fasterxml.jackson"));
    assertThat(loaded).noneMatch(line -> line.contains("net.bytebuddy"));
  }
}
