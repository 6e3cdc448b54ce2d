package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.hostshift.base.UnavailableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A socket on which the kernel reports to groups of listeners. Needs no privileges.
 *
 * <p>Format: Linux, include/uapi/linux/netlink.h.
 */
public final class NetlinkSocket implements AutoCloseable {
  /** Protocol of links and addresses. */
  public static final int ROUTE = 0;

  /** Protocol of devices that come, go and change. */
  public static final int KOBJECT_UEVENT = 15;

  /** What {@link #receive} returns if nothing is there. */
  public static final int NOTHING = -1;

  /** What {@link #receive} returns if the kernel had to drop messages. */
  public static final int OVERRUN = -2;

  /** What {@link #receive} returns for a message that is too long, or not from the kernel. */
  public static final int IGNORED = -3;

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int MSG_DONTWAIT_TRUNC = 0x40 | 0x20;
  private static final int ADDRESS_BYTES = 12;
  private static final int SENDER_OFFSET = 4;
  private static final int GROUPS_OFFSET = 8;
  private static final int POLLIN = 1;
  private static final int EINTR = 4;
  private static final int ENOBUFS = 105;

  private final Function receive;
  private final Function poll;
  private final Function close;
  private final byte[] sender = new byte[ADDRESS_BYTES];
  private final int descriptor;

  private NetlinkSocket(Jna jna, int descriptor) throws UnavailableException {
    this.receive = jna.function("recvfrom");
    this.poll = jna.function("poll");
    this.close = jna.function("close");
    this.descriptor = descriptor;
  }

  /**
   * @param groups one bit for each that is listened to
   * @throws UnavailableException if JNA cannot be used, or the system refuses such a socket
   */
  public static NetlinkSocket open(Jna jna, int protocol, int groups) throws UnavailableException {
    Function socket = jna.function("socket");
    Function bind = jna.function("bind");
    int descriptor = socket.invokeInt(new Object[] {AF_NETLINK, SOCK_RAW_CLOEXEC, protocol});
    if (descriptor < 0) {
      throw new UnavailableException("no netlink socket (errno " + Native.getLastError() + ")");
    }
    NetlinkSocket opened = new NetlinkSocket(jna, descriptor);
    ByteBuffer address = ByteBuffer.allocate(ADDRESS_BYTES).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_NETLINK).putInt(GROUPS_OFFSET, groups);
    if (bind.invokeInt(new Object[] {descriptor, address.array(), ADDRESS_BYTES}) != 0) {
      int error = Native.getLastError();
      opened.close();
      throw new UnavailableException("netlink may not be listened to (errno " + error + ")");
    }
    return opened;
  }

  /**
   * Takes a message that has come, without waiting.
   *
   * @return how many bytes of the message there are; or {@link #NOTHING}, {@link #OVERRUN}, {@link
   *     #IGNORED}
   */
  public int receive(byte[] message) {
    int[] length = {ADDRESS_BYTES};
    Object[] arguments = {
      descriptor, message, new NativeLong(message.length), MSG_DONTWAIT_TRUNC, sender, length
    };
    long received = receive.invokeLong(arguments);
    if (received < 0) {
      return Native.getLastError() == ENOBUFS ? OVERRUN : NOTHING;
    }
    boolean fromKernel =
        length[0] == ADDRESS_BYTES
            && ByteBuffer.wrap(sender).order(ByteOrder.nativeOrder()).getInt(SENDER_OFFSET) == 0;
    return fromKernel && received <= message.length ? (int) received : IGNORED;
  }

  /**
   * Waits until one of the sockets has a message, or the alarm rings.
   *
   * @return whether the sockets can still be waited for
   */
  public static boolean await(Alarm alarm, NetlinkSocket... sockets) {
    int all = sockets.length + 1;
    ByteBuffer waited = ByteBuffer.allocate(8 * all).order(ByteOrder.nativeOrder());
    waited.putInt(alarm.descriptor()).putShort((short) POLLIN).putShort((short) 0);
    for (NetlinkSocket socket : sockets) {
      waited.putInt(socket.descriptor).putShort((short) POLLIN).putShort((short) 0);
    }
    Object[] arguments = {waited.array(), new NativeLong(all), -1};
    return sockets[0].poll.invokeInt(arguments) >= 0 || Native.getLastError() == EINTR;
  }

  @Override
  public void close() {
    close.invokeInt(new Object[] {descriptor});
  }
}
