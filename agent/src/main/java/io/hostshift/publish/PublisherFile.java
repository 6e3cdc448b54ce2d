package io.hostshift.publish;

import io.hostshift.base.Ownership;
import io.hostshift.source.MalformedException;
import io.hostshift.source.published.PublishedPage;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that all may read and this user alone may write, in a folder of the same kind. Written
 * with java.io, which costs a third of what java.nio.file does.
 */
public final class PublisherFile {
  private static final Set<PosixFilePermission> ALL_READ =
      PosixFilePermissions.fromString("rw-r--r--");

  private final File file;
  private final File complete;
  private boolean masked;

  public PublisherFile(Path file) {
    this.file = file.toAbsolutePath().toFile();
    this.complete = new File(this.file.getParentFile(), "." + this.file.getName() + ".new");
  }

  /**
   * Makes the folder where there is none.
   *
   * @throws IOException in words, if others could put a file in this one's place: no agent takes it
   *     there
   */
  public void prepare() throws IOException {
    Path folder = file.getParentFile().toPath();
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
      return PublishedPage.parse(Files.readAllBytes(file.toPath())).sequence();
    } catch (IOException | MalformedException e) {
      return 0; // None was written, or something else was put there.
    }
  }

  /** Whoever reads meanwhile has the old or the new, and all of it. */
  void replace(byte[] bytes) throws IOException {
    // Never what is there: neither half a page of a run that was killed, nor a link.
    if (!complete.createNewFile() && !(complete.delete() && complete.createNewFile())) {
      throw new IOException(complete + " cannot be replaced");
    }
    try (OutputStream out = new FileOutputStream(complete)) {
      out.write(bytes);
    }
    // The mask of this process decides what it was created with, and does not change.
    masked = masked || !Ownership.of(complete.toPath()).isOpenToWrites();
    if (!masked || !complete.setReadable(true, false)) {
      Files.setPosixFilePermissions(complete.toPath(), ALL_READ);
    }
    if (!complete.renameTo(file)) {
      throw new IOException(file + " cannot be replaced");
    }
  }
}
