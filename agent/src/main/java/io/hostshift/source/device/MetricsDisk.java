package io.hostshift.source.device;

import io.hostshift.source.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The disk on which vhostmd puts its metrics.
 *
 * <p>Format: vhostmd, vhostmd/vhostmd.c: four big-endian words, signature {@code mvbd}, busy,
 * checksum and length of the content, then the content, XML as in {@link MetricsXml}. It is opened
 * anew for each read, because with the last close the kernel forgets its copy of the disk.
 */
final class MetricsDisk {
  /** How much of it is read: KubeVirt's is 256 KiB, vhostmd's by default too. */
  static final int MOST = 256 * 1024;

  private static final int SIGNATURE = 0x6d766264;
  private static final int HEADER = 16;

  private MetricsDisk() {}

  /**
   * The XML.
   *
   * @param length how much of the disk was read
   * @throws MalformedException if this is no such disk, or it is being written
   */
  static String content(byte[] disk, int length) throws MalformedException {
    if (length < HEADER) {
      throw new MalformedException("no metrics disk: " + length + " bytes");
    }
    ByteBuffer header = ByteBuffer.wrap(disk, 0, length);
    if (header.getInt(0) != SIGNATURE) {
      throw new MalformedException(
          String.format("no metrics disk: 0x%08x at offset 0", header.getInt(0)));
    }
    if (header.getInt(4) != 0) {
      throw new MalformedException("being written by the host");
    }
    int content = header.getInt(12);
    if (content < 0 || content > length - HEADER) {
      throw new MalformedException(
          "content of " + Integer.toUnsignedString(content) + " bytes, of " + length + " read");
    }
    return new String(disk, HEADER, content, StandardCharsets.UTF_8);
  }
}
