package io.hostshift.it.qemu;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a cpio archive of the kind that Linux unpacks as an initramfs ("newc", see the kernel's
 * Documentation/driver-api/early-userspace/buffer-format.rst). The kernel takes several archives
 * one behind the other, if each begins at a multiple of four bytes, which this one's length is.
 */
final class CpioArchive {
  private static final int FILE = 0100000;
  private static final int FOLDER = 0040000;

  private final OutputStream out;
  private int inode = 1;

  CpioArchive(OutputStream out) {
    this.out = out;
  }

  /** Adds a folder; that of its parent must be there already. */
  void folder(String path) throws IOException {
    entry(path, FOLDER | 0755, new byte[0]);
  }

  /** Adds a file that everybody may read and execute. */
  void file(String path, byte[] content) throws IOException {
    entry(path, FILE | 0755, content);
  }

  /** Ends the archive; does not close the stream. */
  void end() throws IOException {
    entry("TRAILER!!!", 0, new byte[0]);
  }

  private void entry(String path, int mode, byte[] content) throws IOException {
    byte[] name = (path + '\0').getBytes(StandardCharsets.UTF_8);
    // Magic; inode, mode, uid, gid, links, mtime, size, device and special device (two each),
    // length
    // of the name, checksum.
    String header =
        String.format(
            "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
            inode++, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0);
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    out.write(name);
    pad(header.length() + name.length);
    out.write(content);
    pad(content.length);
  }

  private void pad(int written) throws IOException {
    out.write(new byte[-written & 3]);
  }
}
