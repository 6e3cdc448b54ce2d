package io.hostshift.hotspot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Mapped memory of a few pages; a read beyond them fails as it would in a process. */
final class FakeMemory implements Bytes {
  static final long START = 0x7f0000000000L;

  final ByteBuffer content;
  int reads;

  FakeMemory(int size) {
    content = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  FakeMemory string(int at, String text) {
    content.put(at, (text + "\0").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  @Override
  public void read(long address, byte[] into, int length) throws IOException {
    reads++;
    long at = address - START;
    if (at < 0 || at + length > content.capacity()) {
      throw new IOException("nothing is mapped at 0x" + Long.toHexString(address));
    }
    content.get((int) at, into, 0, length);
  }
}
