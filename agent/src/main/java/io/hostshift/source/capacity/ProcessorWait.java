package io.hostshift.source.capacity;

import io.hostshift.source.file.KernelLines;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * How long the calling thread has waited for a processor while it could have run: the second number
 * of {@code /proc/thread-self/schedstat}, in nanoseconds (Documentation/scheduler/sched-stats.rst
 * of the kernel). To be opened, read and closed on one thread.
 */
public final class ProcessorWait implements Closeable {
  private final RandomAccessFile file;
  private final byte[] bytes = new byte[128];

  private ProcessorWait(RandomAccessFile file) {
    this.file = file;
  }

  /** Of the calling thread; one that says nothing where the kernel has no such file. */
  public static ProcessorWait ofThisThread() {
    return open(new File("/proc/thread-self/schedstat"));
  }

  static ProcessorWait open(File file) {
    try {
      return new ProcessorWait(new RandomAccessFile(file, "r"));
    } catch (IOException e) {
      return new ProcessorWait(null); // Built without it: the number is simply not known.
    }
  }

  /** Since the thread was started; -1 if it is not known. */
  public long nanos() {
    if (file == null) {
      return -1;
    }
    try {
      file.seek(0);
      int length = file.read(bytes);
      int space = 0;
      while (space < length && bytes[space] != ' ') {
        space++;
      }
      return space < length ? KernelLines.number(bytes, space + 1, length) : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // It was only read from: nothing is lost.
        return;
      }
    }
  }
}
