package io.hostshift.source.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.file.GuestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusynessTest {
  private static final String PRESSURE =
      "some avg10=25.50 avg60=3.00 avg300=0.10 total=123456\n"
          + "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";

  @TempDir private Path root;

  @Test
  void shouldTakeTheShareOfTimeInWhichTasksWaited() throws IOException {
    write("proc/pressure/cpu", PRESSURE);
    write("proc/loadavg", "64.00 0.00 0.00 1/100 4242\n");

    assertThat(new Busyness(new GuestFiles(root.toFile())).read(4)).isEqualTo(0.255);
  }

  @Test
  void shouldTakeTheLoadBeyondTheProcessorsWhereTheKernelCountsNoPressure() throws IOException {
    write("proc/loadavg", "6.00 0.00 0.00 1/100 4242\n");

    assertThat(new Busyness(new GuestFiles(root.toFile())).read(4)).isEqualTo(0.5);
    assertThat(new Busyness(new GuestFiles(root.toFile())).read(8)).isZero();
    assertThat(new Busyness(new GuestFiles(root.toFile())).read(1)).isEqualTo(1);
  }

  @Test
  void shouldCallAMachineIdleThatTellsNothing() throws IOException {
    assertThat(new Busyness(new GuestFiles(root.toFile())).read(1)).isZero();
    write("proc/pressure/cpu", "some nonsense");
    assertThat(new Busyness(new GuestFiles(root.toFile())).read(1)).isZero();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
