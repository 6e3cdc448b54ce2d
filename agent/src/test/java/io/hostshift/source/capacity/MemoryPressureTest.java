package io.hostshift.source.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.file.GuestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryPressureTest {
  @TempDir Path root;

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private void pressure(String file, String average) throws IOException {
    write(
        file,
        "some avg10="
            + average
            + " avg60=1.00 avg300=1.00 total=12\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
  }

  private void group() throws IOException {
    write("proc/self/cgroup", "0::/orders\n");
    write("proc/self/mountinfo", "1 2 0:3 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  }

  private double read() {
    return new MemoryPressure(new GuestFiles(root.toFile())).read();
  }

  @Test
  void shouldReadThatOfTheControlGroup() throws IOException {
    group();
    pressure("sys/fs/cgroup/orders/memory.pressure", "12.50");
    pressure("proc/pressure/memory", "80.00");

    assertThat(read()).isEqualTo(0.125);
  }

  @Test
  void shouldReadThatOfTheMachineWhereTheGroupTellsNone() throws IOException {
    group();
    pressure("proc/pressure/memory", "3.00");

    assertThat(read()).isEqualTo(0.03);
  }

  @Test
  void shouldSayNothingWhereTheKernelTellsNone() {
    assertThat(read()).isZero();
  }

  @Test
  void shouldSayNothingWhereItCannotBeUnderstood() throws IOException {
    write("proc/pressure/memory", "some avg10=");

    assertThat(read()).isZero();
  }

  @Test
  void shouldSeeItRise() throws IOException {
    pressure("proc/pressure/memory", "0.00");
    MemoryPressure watched = new MemoryPressure(new GuestFiles(root.toFile()));
    watched.read();
    pressure("proc/pressure/memory", "25.00");

    assertThat(watched.read()).isEqualTo(0.25);
  }
}
