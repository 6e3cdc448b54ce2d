package io.hostshift.source.metadata;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/**
 * Where a metadata service answers. Only addresses that lead to this machine or its host: loopback,
 * link-local, and EC2's one of IPv6. The host is an address or {@code localhost}, never a name that
 * a server would have to be asked for, since that may take any time and lead anywhere.
 */
public final class Endpoint {
  private static final String LINK_LOCAL = "169.254.169.254";
  private static final String EC2_IPV6 = "fd00:ec2::254";
  private static final int HTTP_PORT = 80;

  private final InetAddress address;
  private final int port;
  private final String host;
  private final String path;

  private Endpoint(InetAddress address, int port, String host, String path) {
    this.address = address;
    this.port = port;
    this.host = host;
    this.path = path;
  }

  /** Where the services of all clouds answer that are known here. */
  public static Endpoint usual() {
    return parse("http://" + LINK_LOCAL);
  }

  /**
   * @param url {@code http://ADDRESS[:PORT][/PATH]}; a path is put before those of the requests
   * @throws IllegalArgumentException if it is no such URL, or leads elsewhere
   */
  public static Endpoint parse(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(url + " is not a URL", e);
    }
    boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || !plain) {
      throw new IllegalArgumentException(url + " is not of the form http://ADDRESS:PORT");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("no user name is sent to a metadata service");
    }
    InetAddress address = address(uri.getHost());
    int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(url + " has no such port");
    }
    String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + port;
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return new Endpoint(address, port, host, path.replaceAll("/+$", ""));
  }

  private static InetAddress address(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      if (bare.equals("localhost")) {
        return InetAddress.getByAddress(bare, new byte[] {127, 0, 0, 1});
      }
      boolean literal = bare.indexOf(':') >= 0 || bare.matches("\\d+(\\.\\d+){3}");
      if (!literal) {
        throw new IllegalArgumentException(host + " is not an address");
      }
      InetAddress address = InetAddress.getByName(bare);
      if (!near(address)) {
        throw new IllegalArgumentException(
            host + " is neither a link-local nor a loopback address");
      }
      return address;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(host + " is not an address", e);
    }
  }

  private static boolean near(InetAddress address) throws UnknownHostException {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.equals(InetAddress.getByName(EC2_IPV6));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(address, port);
  }

  /** As in a request's header. */
  String host() {
    return host;
  }

  /** What stands before each request's own path; empty for none. */
  String path() {
    return path;
  }

  @Override
  public String toString() {
    return "http://" + host + path;
  }
}
