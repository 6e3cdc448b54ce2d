package io.hostshift.answer;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A JVM that locks a file, as a command line that listens does, until it is killed. */
final class ListeningJvm {
  private ListeningJvm() {}

  public static void main(String[] arguments) throws Exception {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
      channel.lock();
      System.out.println("listens");
      Thread.currentThread().join();
    }
  }
}
