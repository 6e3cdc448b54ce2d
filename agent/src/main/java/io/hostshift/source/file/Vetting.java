package io.hostshift.source.file;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Looks at one path before it is opened: only regular files are, and the one device that is known
 * by its name; and under a root other than "/" nothing that links lead out to.
 *
 * <p>A regular file of the real root costs one stat and no allocation. The other cases need more
 * than java.io can tell and are looked at again when the modification time has changed.
 */
final class Vetting {
  private final FileKind device;
  private final Path within;
  private long vetted;

  /**
   * @param device the kind of device that may be opened too; null for none
   * @param within the folder that no link may lead out of, without links itself; null for anywhere
   */
  Vetting(FileKind device, Path within) {
    this.device = device;
    this.within = within;
  }

  /** Throws what the file is instead, or why that cannot be told. */
  void vet(File file) throws IOException {
    boolean regular = file.isFile();
    if (regular && within == null) {
      return;
    }
    long modified = file.lastModified();
    if ((regular || device != null) && modified != 0 && modified == vetted) {
      return;
    }
    vetted = 0;
    FileKind kind = FileKind.of(file.toPath());
    if (kind != FileKind.REGULAR && kind != device) {
      throw new IOException(kind + ", not a regular file");
    }
    if (within != null && !file.toPath().toRealPath().startsWith(within)) {
      throw new IOException("a link leads out of " + within);
    }
    vetted = modified;
  }
}
