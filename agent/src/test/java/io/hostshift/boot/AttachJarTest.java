package io.hostshift.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.hostshift.boot.ForkedJvm.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Into and out of a JVM that runs. */
class AttachJarTest {
  @TempDir static Path common;
  private static Path jar;

  @TempDir Path folder;
  private ForkedJvm jvm;
  private Process process;
  private VirtualMachine virtualMachine;

  @BeforeAll
  static void createJar() throws Exception {
    jar = StandInJar.create(common);
  }

  @BeforeEach
  void startApplication() throws Exception {
    jvm =
        new ForkedJvm(folder)
            .option("-XX:+EnableDynamicAgentLoading")
            .option("-Dhostshift.test.await=command=@end on hostshift-command");
    process = jvm.start("java.lang.Object");
    // A JVM that has yet to set up its modules answers an attachment with a NullPointerException.
    jvm.awaitMain("java.lang.Object");
    virtualMachine = VirtualMachine.attach(Long.toString(process.pid()));
  }

  @AfterEach
  void endApplication() throws Exception {
    virtualMachine.detach();
    process.destroyForcibly();
  }

  private void attach(String arguments) throws Exception {
    virtualMachine.loadAgent(jar.toString(), arguments);
  }

  /** Whoever has it end may see it end before it has answered. */
  private Result end() throws Exception {
    try {
      attach("@end");
    } catch (IOException e) {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("%s: it has ended", e).isTrue();
    }
    return jvm.end(process);
  }

  private String version() throws Exception {
    return virtualMachine.getSystemProperties().getProperty("hostshift.version");
  }

  private void attachAndStart(String arguments) throws Exception {
    attach(arguments);
    jvm.awaitNotes("arguments=" + arguments);
  }

  @Test
  void shouldHandCommandsToTheAgentThatRuns() throws Exception {
    attachAndStart("interval=2s");
    attach("@status");
    Result result = end();

    assertThat(result.notes())
        .containsSubsequence(
            "arguments=interval=2s",
            "command=@status on hostshift-command",
            "command=@end on hostshift-command");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void shouldBeFoundByItsPropertyForAsLongAsItRuns() throws Exception {
    assertThat(version()).isNull();
    attachAndStart("first");
    assertThat(version()).matches("\\d.*");
    attach("@detach");
    assertThat(version()).isNull();
  }

  @Test
  void shouldAttachAgainAfterItWasDetached() throws Exception {
    attachAndStart("first");
    attach("@detach");
    attachAndStart("second");

    assertThat(end().err()).isEmpty();
  }

  @Test
  void shouldStayAsItIsWhenAttachedTwice() throws Exception {
    attachAndStart("first");
    attach("second");
    Result result = end();

    assertThat(result.notes()).doesNotContain("arguments=second");
    assertThat(result.err()).singleElement().asString().contains("runs in this JVM already");
  }

  @Test
  void shouldSayThatThereIsNoAgentForACommand() throws Exception {
    attach("@status");
    attachAndStart("first");

    assertThat(end().err()).containsExactly("hostshift does not run in this JVM");
  }
}
