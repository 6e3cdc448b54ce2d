package io.hostshift.source.file;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;

/** Opens a file for reading; tests pass one in that is refused. */
public interface Opener {
  /**
   * java.io, because java.nio allocates several times as much for an open and a close.
   *
   * <p>Its exception does not tell a missing file from a forbidden one but by a message in the
   * user's language; java.nio, asked once more, names the cause by type.
   */
  Opener JAVA_IO =
      file -> {
        try {
          return new RandomAccessFile(file, "r");
        } catch (FileNotFoundException e) {
          Files.newByteChannel(file.toPath()).close();
          throw e;
        }
      };

  RandomAccessFile open(File file) throws IOException;
}
