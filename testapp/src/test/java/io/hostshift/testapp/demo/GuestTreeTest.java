package io.hostshift.testapp.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guest's files look like before and after a move. */
final class GuestTreeTest {
  @TempDir Path folder;

  @Test
  void shouldWriteKvpRecordsOf2560Bytes() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("HostName", "a");
    entries.put("PhysicalHostName", "host-a");

    byte[] pool = KvpPool.of(entries);

    assertThat(pool).hasSize(2 * 2560);
    assertThat(text(pool, 2560, 512)).isEqualTo("PhysicalHostName");
    assertThat(text(pool, 2560 + 512, 2048)).isEqualTo("host-a");
    assertThat(pool[2560 + 512 + 6]).isZero();
  }

  @Test
  void shouldRefuseAKvpValueThatDoesNotFit() {
    assertThatThrownBy(() -> KvpPool.of(Map.of("key", "v".repeat(2048))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2047");
  }

  @Test
  void shouldLayOutTheVmclockPageAsItsHeaderDoes() {
    ByteBuffer page = ByteBuffer.wrap(VmClockPage.after(3)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(text(page.array(), 0, 4)).isEqualTo("VCLK");
    assertThat(page.getInt(4)).as("size").isEqualTo(page.capacity());
    assertThat(page.getShort(8)).as("version").isEqualTo((short) 1);
    assertThat(page.get(10)).as("counter_id").isEqualTo((byte) 0xff);
    assertThat(page.getInt(12)).as("seq_count").isEqualTo(8).isEven();
    assertThat(page.getLong(16)).as("disruption_marker").isEqualTo(4);
    assertThat(page.getLong(24)).as("flags").isZero();
    assertThat(page.getLong(104)).as("vm_generation_counter").isZero();
  }

  @Test
  void shouldChangeOnlyTheMarkerAtFirstAndTheHostsNameLater() throws Exception {
    GuestTree guest = GuestTree.create(folder, "host-a");

    guest.resumeElsewhere();
    assertThat(marker()).isEqualTo(2);
    assertThat(pool()).contains("host-a").doesNotContain("host-b");

    guest.nameHost("host-b");
    assertThat(pool()).contains("host-b").doesNotContain("host-a");
    assertThat(Files.size(folder.resolve(GuestTree.KVP_POOL)) % KvpPool.RECORD_BYTES).isZero();
  }

  @Test
  void shouldWriteTheCpuLimitAndLiftIt() throws Exception {
    GuestTree guest = GuestTree.create(folder, "host-a");

    guest.limitProcessors(6);
    assertThat(folder.resolve(GuestTree.CPU_MAX)).hasContent("600000 100000");

    guest.limitProcessors(0);
    assertThat(folder.resolve(GuestTree.CPU_MAX)).hasContent("max 100000");
  }

  @Test
  void shouldLeaveNoHalfWrittenFileBehind() throws Exception {
    GuestTree.create(folder, "host-a").resumeElsewhere();

    try (var files = Files.walk(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".new"));
    }
  }

  @Test
  void shouldSayHowManyProcessorsAreOnline() throws Exception {
    GuestTree.create(folder, "host-a");

    assertThat(folder.resolve("sys/devices/system/cpu/online"))
        .hasContent("0-" + (GuestTree.PROCESSORS - 1));
  }

  private long marker() throws Exception {
    byte[] page = Files.readAllBytes(folder.resolve(GuestTree.VMCLOCK));
    return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(16);
  }

  private String pool() throws Exception {
    return Files.readString(folder.resolve(GuestTree.KVP_POOL));
  }

  private static String text(byte[] bytes, int at, int room) {
    return new String(bytes, at, room, StandardCharsets.UTF_8).trim();
  }
}
