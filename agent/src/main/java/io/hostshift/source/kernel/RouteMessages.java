package io.hostshift.source.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
  private static final int IFLA_NAME = 3;
  private static final int IFLA_EVENT = 44;
  private static final int IFLA_BUS = 57;

  private RouteMessages() {}

  /**
   * The links that are there, each as it now is; what breaks off is left out.
   *
   * @param order the machine's own
   */
  static List<LinkMessage> links(byte[] bytes, int length, ByteOrder order) {
    ByteBuffer messages = ByteBuffer.wrap(bytes, 0, length).order(order);
    List<LinkMessage> found = Collections.emptyList();
    int at = 0;
    while (at <= length - HEADER_BYTES) {
      int size = messages.getInt(at);
      if (size < HEADER_BYTES || size > length - at) {
        return found;
      }
      if (messages.getShort(at + 4) == NEW_LINK && size >= HEADER_BYTES + LINK_BYTES) {
        found = found.isEmpty() ? new ArrayList<LinkMessage>() : found;
        found.add(link(messages, at + HEADER_BYTES, at + size));
      }
      at += aligned(size);
    }
    return found;
  }

  /** The event's attribute comes before that of the bus: all are looked at. */
  private static LinkMessage link(ByteBuffer message, int begin, int end) {
    String name = "";
    String bus = "";
    int event = 0;
    int at = begin + LINK_BYTES;
    while (at <= end - ATTRIBUTE_BYTES) {
      int size = message.getShort(at) & 0xffff;
      if (size < ATTRIBUTE_BYTES || size > end - at) {
        break;
      }
      int type = message.getShort(at + 2) & TYPE_MASK;
      if (type == IFLA_EVENT && size >= ATTRIBUTE_BYTES + 4) {
        event = message.getInt(at + ATTRIBUTE_BYTES);
      } else if (type == IFLA_NAME) {
        name = text(message, at + ATTRIBUTE_BYTES, at + size);
      } else if (type == IFLA_BUS) {
        bus = text(message, at + ATTRIBUTE_BYTES, at + size);
      }
      at += aligned(size);
    }
    return new LinkMessage(
        message.getInt(begin + 4),
        name,
        message.getInt(begin + 8),
        message.getInt(begin + 12),
        event,
        bus);
  }

  /** Up to the NUL that ends it. */
  private static String text(ByteBuffer message, int begin, int end) {
    int last = begin;
    while (last < end && message.get(last) != 0) {
      last++;
    }
    return new String(message.array(), begin, last - begin, StandardCharsets.UTF_8);
  }

  /** Each begins at a multiple of four; no overflow, since a size is at most the length. */
  private static int aligned(int size) {
    return (size + 3) & ~3;
  }
}
