package dev.tocsin.activities.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {
  private final TargetGuard deny = new TargetGuard(PrivateTargets.DENY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::8.8.8.8",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001::1",
        "2001:db8::1",
        "2001:10::1",
        "100::1",
        "3fff::1",
        "5f00::1"
      })
  void refusesWhatThePublicInternetDoesNotReach(String address) throws Exception {
    assertThat(deny.allows(InetAddress.getByName(address))).isFalse();
    assertThat(new TargetGuard(PrivateTargets.ALLOW).allows(InetAddress.getByName(address)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "168.63.129.17",
        "169.253.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.0.1",
        "192.169.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "2a00:1450::1",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "::ffff:8.8.8.8"
      })
  void allowsPublicAddresses(String address) throws Exception {
    assertThat(deny.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void letsThroughTheRangesThatItIsTold() throws Exception {
    TargetGuard guard =
        new TargetGuard(PrivateTargets.DENY, AddressRange.listOf(" 10.20.0.0/16 ,, fd00::/8,"));
    assertThat(guard.allows(InetAddress.getByName("10.20.255.1"))).isTrue();
    assertThat(guard.allows(InetAddress.getByName("fd12::1"))).isTrue();
    assertThat(guard.allows(InetAddress.getByName("10.21.0.1"))).isFalse();
    assertThat(guard.allows(InetAddress.getByName("127.0.0.1"))).isFalse();
    assertThat(guard.allows(InetAddress.getByName("1.1.1.1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "fd00::/129", "example.com/8", "/8", "a/b"})
  void saysWhatIsNoRange(String cidr) {
    assertThatThrownBy(() -> AddressRange.listOf("10.0.0.0/8," + cidr))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not a range of addresses as 10.0.0.0/8 or fd00::/8 is: " + cidr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "10.0.0.1",
        "[::1]",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "169.254.169.254"
      })
  void refusesWhatIsWrittenAsAForbiddenAddress(String host) {
    assertThat(deny.refuses(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "metadata.google.internal", "10.example", "1.1.1.1", "999.9.9.9"})
  void looksNoNameUp(String host) {
    assertThat(deny.refuses(host)).isFalse();
  }

  @Test
  void refusesAMappedAddressThatTheJdkLeftAsIPv6() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;
    InetAddress address = java.net.Inet6Address.getByAddress(null, mapped, -1);
    assertThat(address.getAddress()).hasSize(16);
    assertThat(deny.allows(address)).isFalse();
  }

  @Test
  void theSocketRefusesAsItConnectsAndNamesNoAddress() throws Exception {
    try (Socket socket = deny.socketFactory().createSocket()) {
      assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.1", 9), 100))
          .isInstanceOf(ForbiddenAddressException.class)
          .hasMessage("target address is not allowed");
      assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.1", 9)))
          .isInstanceOf(ForbiddenAddressException.class);
      assertThatThrownBy(
              () -> socket.connect(InetSocketAddress.createUnresolved("localhost", 9), 100))
          .isInstanceOf(ForbiddenAddressException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"deny", "DENY", "Deny"})
  void isSetByName(String name) {
    assertThat(PrivateTargets.parse(name)).contains(PrivateTargets.DENY);
    assertThat(PrivateTargets.parse("no")).isEmpty();
  }
}
