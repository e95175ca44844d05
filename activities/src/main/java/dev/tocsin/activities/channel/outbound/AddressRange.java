package dev.tocsin.activities.channel.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of addresses in CIDR notation.
 *
 * @param prefix the number of leading bits that an address shares with {@code first}
 */
record AddressRange(byte[] first, int prefix) {

  /** From literal notation, for instance {@code 10.0.0.0/8}; names are not looked up. */
  static AddressRange of(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      return new AddressRange(
          InetAddress.getByName(cidr.substring(0, slash)).getAddress(),
          Integer.parseInt(cidr.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("Not an address range: " + cidr, e);
    }
  }

  static List<AddressRange> allOf(String... cidrs) {
    return Stream.of(cidrs).map(AddressRange::of).toList();
  }

  /** Whether it holds the address, given as 4 or 16 bytes; never across address families. */
  boolean contains(byte[] address) {
    if (address.length != first.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((address[bit / 8] ^ first[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
