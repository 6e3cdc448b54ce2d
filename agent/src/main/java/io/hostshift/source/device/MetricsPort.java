package io.hostshift.source.device;

import io.hostshift.source.file.FileKind;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The virtio serial port behind which vhostmd or KubeVirt answers.
 *
 * <p>Protocol: vhostmd, vhostmd/virtio.c: the request {@code GET /metrics/XML} and an empty line;
 * the answer ends with an empty line. The kernel lets one program at a time open a port, so that it
 * is kept open only for the answer; and a port whose host does not answer lets nobody go, so that
 * the exchange has a thread of its own, which is given up after a second.
 */
final class MetricsPort {
  /** vhostmd's name for it. */
  static final String NAME = "org.github.vhostmd.1";

  private static final byte[] REQUEST = "GET /metrics/XML\n\n".getBytes(StandardCharsets.US_ASCII);

  /** As large as KubeVirt's disk of metrics. */
  static final int LIMIT = 256 * 1024;

  /** Opens the port for reading and writing. */
  interface Port {
    ByteChannel open() throws IOException;
  }

  private final Port port;
  private final long limitMillis;
  private Conversation pending;

  MetricsPort(File device) {
    this(() -> open(device), TimeUnit.SECONDS.toMillis(1));
  }

  MetricsPort(Port port, long limitMillis) {
    this.port = port;
    this.limitMillis = limitMillis;
  }

  /**
   * Below the root, where udev has made a link or the kernel alone knows the name; null if there is
   * none.
   */
  static String find(GuestFiles files) {
    String link = "dev/virtio-ports/" + NAME;
    if (files.exists(link)) {
      return link;
    }
    for (String port : files.names("sys/class/virtio-ports")) {
      GuestFile name = files.file("sys/class/virtio-ports/" + port + "/name", 256);
      name.refresh();
      if (name.text().equals(NAME)) {
        return "dev/" + port;
      }
    }
    return null;
  }

  private static ByteChannel open(File device) throws IOException {
    FileKind kind = FileKind.of(device.toPath());
    if (kind != FileKind.CHARACTER_DEVICE) {
      throw new IOException(kind + ", not a character device");
    }
    return FileChannel.open(device.toPath(), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** The XML, perhaps with white space around it. Waits for at most a second. */
  String ask() throws IOException {
    if (pending != null && pending.isAlive()) {
      throw new IOException("still has not answered an earlier request");
    }
    Conversation exchange = new Conversation();
    pending = exchange;
    exchange.start();
    try {
      exchange.join(limitMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (exchange.isAlive()) {
      exchange.giveUp();
      throw new IOException("the host does not answer");
    }
    pending = null;
    if (exchange.failure != null) {
      throw exchange.failure;
    }
    return exchange.answer;
  }

  private final class Conversation extends Thread {
    private volatile ByteChannel channel;
    private String answer;
    private IOException failure;

    Conversation() {
      super("hostshift-downward");
      setDaemon(true);
      setContextClassLoader(null);
    }

    @Override
    public void run() {
      try (ByteChannel open = port.open()) {
        channel = open;
        ByteBuffer request = ByteBuffer.wrap(REQUEST);
        while (request.hasRemaining()) {
          open.write(request);
        }
        answer = read(open);
      } catch (IOException e) {
        failure = e;
      }
    }

    private String read(ByteChannel open) throws IOException {
      ByteBuffer all = ByteBuffer.allocate(LIMIT);
      while (all.hasRemaining()) {
        if (open.read(all) <= 0) {
          throw new IOException("nobody is connected to it on the host");
        }
        if (endsWith(all, "\n\n") || endsWith(all, "\r\n\r\n")) {
          return new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
        }
      }
      throw new IOException("longer than " + LIMIT + " bytes");
    }

    private boolean endsWith(ByteBuffer all, String end) {
      int at = all.position() - end.length();
      for (int i = 0; i < end.length(); i++) {
        if (at < 0 || all.get(at + i) != end.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    /** The kernel's waiting ends with the descriptor's closing; and with it this thread. */
    void giveUp() throws IOException {
      ByteChannel open = channel;
      if (open != null) {
        open.close();
      }
    }
  }
}
