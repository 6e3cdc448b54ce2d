package io.hostshift.source.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteMessagesTest {
  private static final int NEW_LINK = 16;
  private static final int DELETE_LINK = 17;
  private static final int NOTIFY_PEERS = 4;
  private static final int BONDING_FAILOVER = 3;

  /** As rtnl_fill_ifinfo() writes it: the name, with padding, and then the event. */
  private static byte[] link(ByteOrder order, int type, int event) {
    ByteBuffer message = ByteBuffer.allocate(52).order(order);
    message.putInt(52).putShort((short) type).putShort((short) 0).putInt(0).putInt(0);
    message.putShort((short) 0).putShort((short) 1).putInt(2).putInt(0x11043).putInt(0);
    message.putShort((short) 9).putShort((short) 3).put("eth0\0".getBytes()).put(new byte[3]);
    message.putShort((short) 8).putShort((short) 44).putInt(event);
    return message.array();
  }

  private static byte[] joined(byte[]... messages) {
    ByteBuffer all = ByteBuffer.allocate(52 * messages.length);
    for (byte[] message : messages) {
      all.put(message);
    }
    return all.array();
  }

  private static boolean notifies(ByteOrder order, byte[] bytes) {
    return notifies(order, bytes, bytes.length);
  }

  private static boolean notifies(ByteOrder order, byte[] bytes, int length) {
    return RouteMessages.links(bytes, length, order).stream().anyMatch(LinkMessage::notifiesPeers);
  }

  /** As a guest of QEMU has heard them. */
  private static LinkMessage captured(String name) throws Exception {
    try (InputStream in =
        RouteMessagesTest.class.getResourceAsStream(
            "/captures/announce/notify-peers-" + name + ".hex")) {
      byte[] bytes = HexFormat.of().parseHex(new String(in.readAllBytes(), US_ASCII).trim());
      List<LinkMessage> links = RouteMessages.links(bytes, bytes.length, ByteOrder.LITTLE_ENDIAN);
      assertThat(links).hasSize(1);
      return links.get(0);
    }
  }

  /** The attribute of the event comes before that of the bus. */
  @ParameterizedTest
  @CsvSource({
    "virtio_net, eth0, virtio",
    "vlan-over-virtio, eth0.5, ''",
    "macvlan-over-virtio, mv0, ''",
    "bond-failover, bond0, ''"
  })
  void shouldTellWhichLinkIsADeviceOfTheHost(String capture, String name, String bus)
      throws Exception {
    LinkMessage link = captured(capture);

    assertThat(link.notifiesPeers()).isTrue();
    assertThat(link.name()).isEqualTo(name);
    assertThat(link.bus()).isEqualTo(bus);
    assertThat(link.setUp()).isFalse();
    assertThat(link.setDown()).isFalse();
  }

  @Test
  void shouldTellALinkThatIsSetUpOrDown() {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] up = link(order, NEW_LINK, 0);
    ByteBuffer.wrap(up).order(order).putInt(28, 1);
    byte[] down = up.clone();
    ByteBuffer.wrap(down).order(order).putInt(24, 0x1002);

    assertThat(RouteMessages.links(up, up.length, order).get(0))
        .returns(true, LinkMessage::setUp)
        .returns(false, LinkMessage::setDown)
        .returns(2, LinkMessage::index)
        .returns("eth0", LinkMessage::name);
    assertThat(RouteMessages.links(down, down.length, order).get(0))
        .returns(false, LinkMessage::setUp)
        .returns(true, LinkMessage::setDown);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldTellALinkThatNotifiesItsPeersInBothByteOrders(boolean big) {
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;

    assertThat(notifies(order, link(order, NEW_LINK, NOTIFY_PEERS))).isTrue();
    assertThat(notifies(order, link(order, NEW_LINK, BONDING_FAILOVER))).isFalse();
    assertThat(notifies(order, link(order, DELETE_LINK, NOTIFY_PEERS))).isFalse();
  }

  @Test
  void shouldFindItBehindOtherMessages() {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] other = link(order, NEW_LINK, 0);

    assertThat(notifies(order, joined(other, other, link(order, NEW_LINK, NOTIFY_PEERS)))).isTrue();
  }

  @Test
  void shouldSayNothingOfAMessageThatBreaksOff() {
    byte[] bytes = link(ByteOrder.LITTLE_ENDIAN, NEW_LINK, NOTIFY_PEERS);
    for (int length = 0; length < bytes.length; length++) {
      assertThat(notifies(ByteOrder.LITTLE_ENDIAN, bytes, length)).isFalse();
    }
  }

  @Test
  void shouldEndWithEveryDamagedMessage() {
    Random random = new Random(7);
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    byte[] good = joined(link(order, NEW_LINK, 0), link(order, NEW_LINK, NOTIFY_PEERS));
    int told = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = good.clone();
      for (int flip = random.nextInt(6); flip >= 0; flip--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      told += notifies(order, bytes, random.nextInt(bytes.length + 1)) ? 1 : 0;
    }
    assertThat(told).isBetween(1, 9_999);
  }
}
