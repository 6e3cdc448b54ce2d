package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.MovableVm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent of jmx_exporter beside ours, with the configuration that is shipped. */
class ExporterIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;

  @Test
  void shouldShowAMoveInTheNamesOfTheDocumentation() throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (ExportingJvm jvm = ExportingJvm.start(Jdk.running(), vm)) {
      jvm.awaitMetric("hostshift_migrations_total{verdict=\"MIGRATED\"} 0.0", LIMIT);
      assertThat(jvm.metrics())
          .contains("hostshift_vm{vm=\"vm-1\"} 1.0")
          .contains("hostshift_host{name=\"file.host\",value=\"host-a\"} 1.0")
          .contains("hostshift_mode{mode=\"retune\"} 1.0")
          .contains("hostshift_source_state{source=\"file\",state=\"READABLE\"} 1.0")
          .contains("hostshift_running 1.0")
          .containsPattern("hostshift_setting\\{name=\"processors\"} \\d")
          .containsPattern("hostshift_setting_target\\{name=\"processors\"} \\d")
          .containsPattern("hostshift_setting_state\\{name=\"processors\",state=\"APPLIED\"} 1")
          .containsPattern("hostshift_processors \\d")
          .containsPattern("hostshift_cpu_seconds_total \\d")
          .containsPattern("jvm_gc_collection_seconds_sum\\{gc=\".+\"} \\d");

      vm.move("host-b");
      jvm.awaitMetric("hostshift_migrations_total{verdict=\"MIGRATED\"} 1.0", LIMIT);
      assertThat(jvm.metrics())
          .contains("hostshift_host{name=\"file.host\",value=\"host-b\"} 1.0")
          .contains("hostshift_migrations_total{verdict=\"RESTORED\"} 0.0")
          .containsPattern("hostshift_last_event_timestamp_seconds 1\\.\\d+E9")
          .contains("# TYPE hostshift_migrations_total counter", "# HELP hostshift_setting ");
    }
  }
}
