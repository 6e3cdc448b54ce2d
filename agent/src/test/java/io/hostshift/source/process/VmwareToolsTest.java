package io.hostshift.source.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.base.BackOff;
import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.Platform;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VmwareToolsTest {
  private static final String PROGRAM = "vmware-toolbox-cmd";

  @TempDir Path temp;
  private Script script;
  private VmwareTools vmware;

  @BeforeEach
  void prepare() {
    script = new Script(temp);
    vmware =
        new VmwareTools(
            ProgramPath.of(List.of(temp.toString())),
            new ChildProcess(Map.of(), TimeUnit.SECONDS.toNanos(3)),
            new BackOff(() -> 0.5));
  }

  private void host(String session, String version) throws IOException {
    script.named(
        PROGRAM,
        "echo \"$*\" >>"
            + temp
            + "/log\n"
            + "case \"$*\" in\n"
            + "'stat sessionid') echo "
            + session
            + " ;;\n'stat speed') echo 2600 MHz ;;\n"
            + "'stat raw text session') printf 'session = 4004861987670969122\\nuptime = 1\\n"
            + "version = "
            + version
            + "\\nprovider = \\nuuid.bios = 42 18 f4 a9\\n' ;;\n"
            + "*) exit 64 ;;\nesac");
  }

  @Test
  void shouldReadTheSessionAndTheHost() throws Exception {
    host("0x3793f4a4df5ff4a2", "VMware ESXi 8.0.2 build-22380479");

    assertThat(vmware.read(null).identifiers())
        .containsExactly(
            new Identifier("vmware.sessionid", "0x3793f4a4df5ff4a2", Scope.EPOCH),
            new Identifier("vmware.speed", "2600", Scope.MODEL),
            new Identifier("vmware.version", "VMware ESXi 8.0.2 build-22380479", Scope.MODEL),
            new Identifier("vmware.uuid.bios", "42 18 f4 a9", Scope.VM));
  }

  @Test
  void shouldAskForTheRestOnlyWhenTheSessionHasChanged() throws Exception {
    host("0x1", "VMware ESXi 8");
    Reading first = vmware.read(null);
    assertThat(vmware.read(first)).isSameAs(first);
    assertThat(Files.readAllLines(temp.resolve("log"))).hasSize(4);

    host("0x2", "VMware ESXi 9");
    Reading second = vmware.read(first);
    assertThat(second.identifiers())
        .contains(
            new Identifier("vmware.sessionid", "0x2", Scope.EPOCH),
            new Identifier("vmware.version", "VMware ESXi 9", Scope.MODEL));
    assertThat(vmware.read(second)).isSameAs(second);
  }

  @Test
  void shouldSayWhenTheProgramIsMissingAndLookAgainLaterAndLater() {
    Reading reading = vmware.read(null);

    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
    assertThat(reading.remedy(Platform.of(Hypervisor.VMWARE)).step(Platform.UNKNOWN))
        .isEqualTo("apt install open-vm-tools");
    assertThat(reading.remedy(Platform.of(Hypervisor.KVM))).isNull();
    assertThat(reading.reason()).isEqualTo(PROGRAM + " (open-vm-tools) is in none of " + temp);
    for (int i = 0; i < 10; i++) {
      assertThat(vmware.read(reading)).isSameAs(reading);
    }
    assertThat(vmware.leastRestNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(5));
  }

  @Test
  void shouldSayWhatTheHostRefuses() throws Exception {
    script.named(PROGRAM, "echo 'Failed to get session ID: not enabled' >&2; exit 75");

    Reading reading = vmware.read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason())
        .isEqualTo(
            temp
                + "/vmware-toolbox-cmd ended with exit code 75: "
                + "Failed to get session ID: not enabled");
  }

  @Test
  void shouldKeepTheSessionWhenTheRestIsSwitchedOff() throws Exception {
    script.named(PROGRAM, "[ \"$2\" = sessionid ] && echo 0x1 || exit 69");

    Reading reading = vmware.read(null);

    assertThat(reading.identifiers())
        .extracting(Identifier::name)
        .containsExactly("vmware.sessionid");
    assertThat(reading.reason()).contains("stat raw ended with exit code 69");
  }

  @Test
  void shouldNotTakeGarbageForASession() {
    assertThatThrownBy(() -> VmwareText.session("0x".getBytes(UTF_8)))
        .hasMessage("printed no session id");
    assertThatThrownBy(() -> VmwareText.session("0x1\n0x2".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldEndAllGarbageInIdentifiersOrAnIoException() {
    Random random = new Random(7);
    int understood = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = "version = VMware\nuuid.bios = 42\n0x12 MHz".getBytes(UTF_8);
      for (int flip = random.nextInt(5); flip >= 0; flip--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        VmwareText.rawSession(bytes);
        understood++;
        VmwareText.speed(bytes);
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("printed no ");
      }
    }
    assertThat(understood).isBetween(1, 10_000);
  }
}
