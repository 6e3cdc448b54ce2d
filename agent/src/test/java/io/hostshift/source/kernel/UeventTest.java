package io.hostshift.source.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UeventTest {
  /** As drivers/virt/vmgenid.c has the kernel send it. */
  private static final String GENERATION =
      "change@/devices/platform/VMGENCTR:00\0ACTION=change\0DEVPATH=/devices/platform/VMGENCTR:00\0"
          + "SUBSYSTEM=platform\0NEW_VMGENID=1\0DRIVER=vmgenid\0MODALIAS=acpi:VMGENCTR:\0SEQNUM=815\0";

  private static final String OFFLINE =
      "offline@/devices/system/cpu/cpu1\0ACTION=offline\0DEVPATH=/devices/system/cpu/cpu1\0"
          + "SUBSYSTEM=cpu\0MODALIAS=cpu:type\0SEQNUM=816\0";

  private static Uevent parse(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Uevent.parse(bytes, bytes.length);
  }

  @Test
  void shouldTellANewGenerationOfTheVm() {
    assertThat(parse(GENERATION).newGeneration()).isTrue();
    assertThat(parse(GENERATION).processors()).isFalse();
    assertThat(parse(GENERATION).property("DEVPATH")).isEqualTo("/devices/platform/VMGENCTR:00");
  }

  @Test
  void shouldTellThatAProcessorCameOrWent() {
    assertThat(parse(OFFLINE).processors()).isTrue();
    assertThat(parse(OFFLINE.replace("offline", "online")).processors()).isTrue();
    assertThat(parse(OFFLINE.replace("=cpu\0", "=memory\0")).processors()).isFalse();
    assertThat(parse(OFFLINE).newGeneration()).isFalse();
  }

  /** Root may have the kernel send any event, but with marked properties. */
  @Test
  void shouldNotTakeAPropertyThatSomebodyHasWrittenForTheDriversOwn() {
    assertThat(parse(GENERATION.replace("NEW_", "SYNTH_ARG_NEW_")).newGeneration()).isFalse();
  }

  @Test
  void shouldNotTakeOtherMessagesForAnEvent() {
    assertThat(parse("")).isNull();
    assertThat(parse("libudev\0\u0001\u0002")).isNull();
    assertThat(parse("@/devices")).isNull();
    assertThat(parse("change@devices")).isNull();
    assertThat(parse("\0\0\0")).isNull();
  }

  @Test
  void shouldUnderstandOrRefuseEveryDamagedMessage() {
    Random random = new Random(7);
    int understood = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = GENERATION.getBytes(UTF_8);
      for (int flip = random.nextInt(6); flip >= 0; flip--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Uevent event = Uevent.parse(bytes, random.nextInt(bytes.length + 1));
      understood += event == null ? 0 : 1;
    }
    assertThat(understood).isBetween(1, 10_000);
  }
}
