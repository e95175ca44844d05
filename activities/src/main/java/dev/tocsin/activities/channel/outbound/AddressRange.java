package dev.tocsin.activities.channel.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of addresses in CIDR notation.
 *
 * @param prefix the number of leading bits that an address shares with {@code first}
 */
public record AddressRange(byte[] first, int prefix) {
  private static final Pattern CIDR = Pattern.compile("([^/]+)/([0-9]{1,3})");

  /**
   * From literal notation, for instance {@code 10.0.0.0/8} or {@code fd00::/8}; names are not
   * looked up.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static AddressRange of(String cidr) {
    Matcher parts = CIDR.matcher(cidr);
    if (parts.matches()) {
      byte[] first =
          LiteralAddress.parse(parts.group(1)).map(InetAddress::getAddress).orElse(new byte[0]);
      int prefix = Integer.parseInt(parts.group(2));
      if (first.length > 0 && prefix <= first.length * 8) {
        return new AddressRange(first, prefix);
      }
    }
    throw new IllegalArgumentException(
        "Not a range of addresses as 10.0.0.0/8 or fd00::/8 is: " + cidr);
  }

  /**
   * Ranges with commas between; spaces and empty parts do not count.
   *
   * @throws IllegalArgumentException where one is none
   */
  public static List<AddressRange> listOf(String cidrs) {
    return Arrays.stream(cidrs.split(","))
        .map(String::strip)
        .filter(cidr -> !cidr.isEmpty())
        .map(AddressRange::of)
        .toList();
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
