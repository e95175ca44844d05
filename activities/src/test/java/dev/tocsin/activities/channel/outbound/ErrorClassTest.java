package dev.tocsin.activities.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.failure.ErrorClass;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Dead letters are filtered by the words in which we tell why no answer came. */
class ErrorClassTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UnknownHostException("x"), ErrorClass.DNS),
        Arguments.of(new SSLHandshakeException("x"), ErrorClass.TLS),
        Arguments.of(new SSLPeerUnverifiedException("x"), ErrorClass.TLS),
        Arguments.of(new SocketTimeoutException("connect timed out"), ErrorClass.TIMEOUT),
        Arguments.of(new InterruptedIOException("timeout"), ErrorClass.TIMEOUT),
        Arguments.of(new NoRouteToHostException("x"), ErrorClass.CONNECTION),
        Arguments.of(new ConnectException("Connection refused"), ErrorClass.CONNECTION),
        Arguments.of(new ConnectException("Network unreachable"), ErrorClass.CONNECTION),
        Arguments.of(new ProtocolException("x"), ErrorClass.CONNECTION),
        Arguments.of(new IOException("unexpected end of stream"), ErrorClass.CONNECTION));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureHasItsClass(IOException failure, ErrorClass expected) {
    String reason = Failures.reasonOf(failure, "hooks.example.com", Duration.ofSeconds(10));

    assertThat(ErrorClass.of(null, "Webhook failed: " + reason)).as(reason).isEqualTo(expected);
  }

  @Test
  void aForbiddenAddressIsAClassOfItsOwn() {
    assertThat(
            ErrorClass.of(null, "Webhook failed: " + new ForbiddenAddressException().getMessage()))
        .isEqualTo(ErrorClass.FORBIDDEN_ADDRESS);
  }
}
