package dev.tocsin.activities.channel.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses in a URL or a setting that are written out, so that no name server is asked. */
final class LiteralAddress {
  /** Also the short forms of old: 127.1 and 2130706433 are 127.0.0.1. */
  private static final Pattern V4 = Pattern.compile("[0-9]+(\\.[0-9]+){0,3}");

  private static final Pattern V6 = Pattern.compile("\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

  private LiteralAddress() {}

  /** Empty where it is a name, or no address. */
  static Optional<InetAddress> parse(String host) {
    if (!V4.matcher(host).matches() && !V6.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException noAddress) {
      return Optional.empty();
    }
  }
}
