package io.hostshift.publish;

import io.hostshift.base.Ownership;
import io.hostshift.source.MalformedException;
import io.hostshift.source.published.PublishedPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The file that all may read and this user alone may write, in a folder of the same kind. */
public final class PublishedPlace {
  private static final EnumSet<StandardOpenOption> FRESH =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final FileAttribute<?> OWN = Secret.mode("rw-------");
  private static final Set<PosixFilePermission> ALL_READ =
      PosixFilePermissions.fromString("rw-r--r--");

  private final Path file;
  private final Path folder;

  public PublishedPlace(Path file) {
    this.file = file.toAbsolutePath();
    this.folder = this.file.getParent();
  }

  /**
   * Makes the folder where there is none.
   *
   * @throws IOException in words, if others could put a file in this one's place: no agent takes it
   *     there
   */
  public void prepare() throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Ownership found = Ownership.of(folder);
    if (!found.isFolder() || found.owner() != Ownership.self() || found.isOpenToWrites()) {
      throw new IOException(
          folder + " must be a folder of this user's that nobody else may write to");
    }
  }

  /** The number that was written last, by whichever run; 0 if there is none. */
  long sequence() {
    try {
      return PublishedPage.parse(Files.readAllBytes(file)).sequence();
    } catch (IOException | MalformedException e) {
      return 0; // None was written, or something else was put there.
    }
  }

  /** Whoever reads meanwhile has the old or the new, and all of it. */
  void replace(byte[] bytes) throws IOException {
    Path complete = folder.resolve("." + file.getFileName() + ".new");
    try (ByteChannel out = fresh(complete)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        out.write(left);
      }
    }
    Files.setPosixFilePermissions(complete, ALL_READ);
    Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Never what is there: neither half a page of a run that was killed, nor a link. */
  private static ByteChannel fresh(Path file) throws IOException {
    try {
      return Files.newByteChannel(file, FRESH, OWN);
    } catch (FileAlreadyExistsException e) {
      Files.delete(file);
      return Files.newByteChannel(file, FRESH, OWN);
    }
  }
}
