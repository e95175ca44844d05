package dev.tocsin.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

  @ParameterizedTest
  @EnumSource
  void namesThePortInUseAndItsVariableInOneLine(Ports which) throws IOException {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> which.claim(Map.of(which.variable(), Integer.toString(port))))
          .isInstanceOf(LocalServerException.class)
          .hasMessage("Port " + port + " is in use; set " + which.variable() + " to another port.");
    }
  }

  @Test
  void seesAListenerOnAllAddresses() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      assertThat(Ports.isTaken(other.getLocalPort())).isTrue();
    }
  }

  @Test
  void givesTheWantedPortWhenItIsFree() {
    int port = Ports.free();
    assertThat(Ports.API.claim(Map.of("TOCSIN_PORT", " " + port))).isEqualTo(port);
  }

  @Test
  void takesZeroForAnyFreePort() {
    assertThat(Ports.TEMPORAL.claim(Map.of("TEMPORAL_PORT", "0"))).isPositive();
    assertThat(Ports.POSTGRES.claim(Map.of())).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "80 80"})
  void refusesWhatIsNoPort(String value) {
    assertThatThrownBy(() -> Ports.API.claim(Map.of("TOCSIN_PORT", value)))
        .isInstanceOf(LocalServerException.class)
        .hasMessageStartingWith("TOCSIN_PORT=" + value + " is not a port");
  }

  @Test
  void standsWhereTheDocumentationSays() {
    assertThat(Ports.API.wanted(Map.of())).isEqualTo(8080);
    assertThat(Ports.ADMIN.wanted(Map.of())).isEqualTo(8081);
    assertThat(Ports.TEMPORAL.wanted(Map.of())).isEqualTo(7233);
    assertThat(Ports.TEMPORAL_UI.wanted(Map.of("TEMPORAL_UI_PORT", ""))).isEqualTo(8233);
  }
}
