package io.hostshift.source.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.UnavailableException;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.nativeaccess.Jna;
import io.hostshift.source.Fixtures;
import io.hostshift.source.GuestTree;
import io.hostshift.source.Reading;
import io.hostshift.source.State;
import io.hostshift.source.file.GuestFiles;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MidrTest {
  private static final long HWCAP_CPUID = 1 << 11;
  private static final String KIND = "/regs/identification/midr_el1";

  @TempDir Path temp;
  private GuestTree tree;

  @BeforeEach
  void createRoot() throws Exception {
    tree = new GuestTree(temp).with("proc/self/auxv", Fixtures.auxv(HWCAP_CPUID));
  }

  @Test
  void shouldSeeAMoveToAnotherKindOfProcessor() {
    long[] register = {0x413fd0c1};
    Midr source = new Midr(tree.files(), () -> () -> register[0]);

    Reading first = source.read(null);
    Reading same = source.read(first);
    register[0] = 0x410fd4f0;

    assertThat(first.identifiers())
        .containsExactly(new Identifier("midr.MIDR_EL1", "00000000413fd0c1", Scope.MODEL));
    assertThat(same).isSameAs(first);
    assertThat(source.read(same).identifiers().get(0).value()).isEqualTo("00000000410fd4f0");
  }

  @Test
  void shouldNotExecuteWhatTheKernelDoesNotAllow() throws Exception {
    tree.with("proc/self/auxv", Fixtures.auxv(~HWCAP_CPUID));

    Reading reading = new Midr(tree.files(), MidrTest::fail).read(null);

    assertThat(reading.state()).isEqualTo(State.ABSENT);
    assertThat(reading.reason()).contains("does not let programs read MIDR_EL1");
  }

  @Test
  void shouldNotAnswerForAMachineWithSeveralKindsOfProcessors() throws Exception {
    tree.with("sys/devices/system/cpu/cpu0" + KIND, "0x00000000410fd034\n")
        .with("sys/devices/system/cpu/cpu1" + KIND, "0x00000000410fd092\n");

    Reading reading = new Midr(tree.files(), MidrTest::fail).read(null);

    assertThat(reading.reason()).contains("of several kinds");
  }

  @Test
  void shouldSayWhyItCannotBeRead() {
    LiveRegister refused =
        () -> {
          throw new UnavailableException("the system refused");
        };

    Reading reading = new Midr(tree.files(), refused).read(null);

    assertThat(reading.state()).isEqualTo(State.FAILED);
    assertThat(reading.reason()).isEqualTo("MIDR_EL1 cannot be read: the system refused");
  }

  @Test
  void shouldFailWithoutWhatTheKernelTellsPrograms() throws Exception {
    tree.with("proc/self/auxv", new byte[16]);

    assertThat(new Midr(tree.files(), MidrTest::fail).read(null).state()).isEqualTo(State.FAILED);
  }

  @Test
  void shouldTellByTheProgramItselfThatThisIsNoArmProcess() {
    Reading reading = new Midr(new GuestFiles(new File("/")), new Jna(null)).read(null);

    boolean arm = new File("/lib/ld-linux-aarch64.so.1").exists();
    assertThat(reading.state()).isEqualTo(arm ? State.READABLE : State.ABSENT);
  }

  private static java.util.function.LongSupplier fail() {
    throw new AssertionError("opened");
  }
}
