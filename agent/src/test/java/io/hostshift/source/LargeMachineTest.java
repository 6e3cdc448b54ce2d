package io.hostshift.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Errands;
import io.hostshift.source.catalog.LocalSources;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.PathLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at a machine costs what is asked for, and not what else there is. */
class LargeMachineTest {
  private static final int PROCESSES = 4_000;
  private static final int DEVICES = 500;

  @TempDir Path root;

  @Test
  void shouldLookAtHundredsOfNetworkDevicesOnceAndAtNoOtherProcess() throws Exception {
    GuestTree tree = new GuestTree(root);
    for (int i = 1; i <= PROCESSES; i++) {
      Files.createDirectories(root.resolve("proc/" + i));
    }
    for (int i = 0; i < DEVICES; i++) {
      tree.with("sys/bus/virtio/devices/virtio" + i + "/uevent", "DRIVER=virtio_net\n");
      tree.with("sys/bus/virtio/devices/virtio" + i + "/features", "1".repeat(64) + "\n");
      Path link = Files.createDirectories(root.resolve("sys/class/net/eth" + i));
      Files.createSymbolicLink(
          link.resolve("device"), Path.of("../../../bus/virtio/devices/virtio" + i));
      tree.with("sys/kernel/irq/" + i + "/actions", "virtio" + i + "-config\n");
      tree.with("sys/kernel/irq/" + i + "/per_cpu_count", "0,0\n");
    }
    PathLog log = new PathLog();
    GuestFiles files = new GuestFiles(root.toFile(), root.toFile(), log);
    List<Source> sources =
        LocalSources.of(
                files,
                null,
                name -> true,
                name -> List.of(),
                null,
                null,
                new Errands(System::nanoTime))
            .all();
    long begin = System.nanoTime();

    for (Source source : sources) {
      source.read(null);
    }

    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
    Set<String> asked = new HashSet<>(log.contents().keySet());
    asked.addAll(log.existence());
    asked.addAll(log.folders());
    asked.addAll(log.links());
    assertThat(asked).noneMatch(path -> path.matches("proc/[0-9]+.*"));
    assertThat(asked).hasSizeLessThan(6 * DEVICES + 200);
  }
}
