package io.hostshift.source.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the kernel says of network links. A guest's network driver tells its peers anew where the
 * guest is when the host has asked for it, which hosts do at the end of a migration; other causes
 * exist, such as the failover of a bond. Format: Linux, include/uapi/linux/rtnetlink.h, if_link.h.
 */
final class RouteMessages {
  private static final int HEADER_BYTES = 16;
  private static final int LINK_BYTES = 16;
  private static final int ATTRIBUTE_BYTES = 4;
  private static final int NEW_LINK = 16;
  private static final int TYPE_MASK = 0x3fff;
  private static final int IFLA_EVENT = 44;
  private static final int NOTIFY_PEERS = 4;

  private RouteMessages() {}

  /**
   * Whether one of the messages says that a link tells its peers. What breaks off says nothing.
   *
   * @param order the machine's own
   */
  static boolean notifyPeers(byte[] bytes, int length, ByteOrder order) {
    ByteBuffer messages = ByteBuffer.wrap(bytes, 0, length).order(order);
    int at = 0;
    while (at <= length - HEADER_BYTES) {
      int size = messages.getInt(at);
      if (size < HEADER_BYTES || size > length - at) {
        return false;
      }
      boolean link = messages.getShort(at + 4) == NEW_LINK;
      if (link && hasEvent(messages, at + HEADER_BYTES + LINK_BYTES, at + size)) {
        return true;
      }
      at += aligned(size);
    }
    return false;
  }

  private static boolean hasEvent(ByteBuffer message, int begin, int end) {
    int at = begin;
    while (at <= end - ATTRIBUTE_BYTES) {
      int size = message.getShort(at) & 0xffff;
      if (size < ATTRIBUTE_BYTES || size > end - at) {
        return false;
      }
      int type = message.getShort(at + 2) & TYPE_MASK;
      if (type == IFLA_EVENT && size >= ATTRIBUTE_BYTES + 4) {
        return message.getInt(at + ATTRIBUTE_BYTES) == NOTIFY_PEERS;
      }
      at += aligned(size);
    }
    return false;
  }

  /** Each begins at a multiple of four; no overflow, since a size is at most the length. */
  private static int aligned(int size) {
    return (size + 3) & ~3;
  }
}
