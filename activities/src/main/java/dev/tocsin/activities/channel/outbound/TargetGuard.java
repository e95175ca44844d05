package dev.tocsin.activities.channel.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Keeps subscribers from reaching, through us, what only we can reach: loopback, private networks,
 * a cloud's metadata service. It looks at the address of every connection as it is made, so that
 * neither a literal address nor a name that resolves differently the second time gets past.
 *
 * <p>Refused are the blocks that the IANA special-purpose address registries (RFC 6890) do not list
 * as globally reachable, documentation and benchmarking blocks among them, multicast, and IPv6
 * addresses that carry a refused IPv4 one (mapped, NAT64, 6to4). Immutable.
 */
public final class TargetGuard {
  private static final List<AddressRange> REFUSED_V4 =
      AddressRange.allOf(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32", // Azure's host services, though formally public
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final AddressRange GLOBAL_V6 = AddressRange.of("2000::/3");
  private static final List<AddressRange> REFUSED_V6 =
      AddressRange.allOf("2001::/23", "2001:db8::/32", "3fff::/20");
  private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");

  private final PrivateTargets privateTargets;
  private final List<AddressRange> allowed;

  public TargetGuard(PrivateTargets privateTargets) {
    this(privateTargets, List.of());
  }

  /**
   * @param allowed what is reached although it would be refused
   */
  public TargetGuard(PrivateTargets privateTargets, List<AddressRange> allowed) {
    this.privateTargets = privateTargets;
    this.allowed = List.copyOf(allowed);
  }

  /** Whether a connection to this address may be made. */
  public boolean allows(InetAddress address) {
    byte[] bytes = address.getAddress();
    return privateTargets == PrivateTargets.ALLOW
        || isPublic(bytes)
        || allowed.stream().anyMatch(range -> range.contains(bytes));
  }

  /** Whether a host is an address that may not be connected to; names are looked up later. */
  boolean refuses(String host) {
    return LiteralAddress.parse(host).filter(address -> !allows(address)).isPresent();
  }

  /** Makes sockets that refuse to connect to a forbidden address, and that use no proxy. */
  SocketFactory socketFactory() {
    return new GuardedSockets();
  }

  private static boolean isPublic(byte[] address) {
    if (address.length == 4) {
      return REFUSED_V4.stream().noneMatch(range -> range.contains(address));
    }
    // The JDK turns most mapped addresses (::ffff:a.b.c.d) into IPv4; one that still comes here
    // lies outside of 2000::/3, as do ::1, fc00::/7, fe80::/10 and ff00::/8.
    if (NAT64.contains(address)) {
      return isPublic(Arrays.copyOfRange(address, 12, 16));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return isPublic(Arrays.copyOfRange(address, 2, 6));
    }
    return GLOBAL_V6.contains(address)
        && REFUSED_V6.stream().noneMatch(range -> range.contains(address));
  }

  private final class GuardedSocket extends Socket {
    GuardedSocket() {
      // Also keeps the JVM's socksProxyHost from connecting for us, where no guard looks.
      super(Proxy.NO_PROXY);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress to)
          || to.getAddress() == null
          || !allows(to.getAddress())) {
        throw new ForbiddenAddressException();
      }
      super.connect(endpoint, timeout);
    }
  }

  /** Unconnected sockets only: a factory method that connects at once would pass by the guard. */
  private final class GuardedSockets extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new GuardedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
