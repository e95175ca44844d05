package dev.tocsin.activities.channel.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why no answer came, in a few words of our own: the JDK's messages name resolved addresses, ports
 * and certificates, which are not for a subscriber's eyes.
 */
final class Failures {
  private Failures() {}

  /** The reason, without the channel's prefix. */
  static String reasonOf(IOException e, String host, Duration timeout) {
    if (e instanceof BoundedDns.LookUpTimeoutException) {
      return "no address for the host within " + OutboundHttp.CONNECT_TIMEOUT.toSeconds() + " s";
    }
    if (e instanceof UnknownHostException) {
      return "host not found: " + host;
    }
    if (e instanceof SSLException) {
      return "TLS: " + tlsReason((SSLException) e);
    }
    if (e instanceof SocketTimeoutException && isConnecting(e)) {
      return "no connection within " + OutboundHttp.CONNECT_TIMEOUT.toSeconds() + " s";
    }
    if (e instanceof InterruptedIOException) {
      return "no answer within " + timeout.toSeconds() + " s";
    }
    if (e instanceof NoRouteToHostException) {
      return "host not reachable";
    }
    if (e instanceof ConnectException) {
      return cause(e, NoRouteToHostException.class).isPresent()
              || messageOf(e).contains("unreachable")
          ? "host not reachable"
          : "connection refused";
    }
    if (e instanceof ProtocolException) {
      return "no valid HTTP answer";
    }
    return "connection closed before an answer came";
  }

  private static String tlsReason(SSLException e) {
    if (e instanceof SSLPeerUnverifiedException) {
      return "the certificate is not for this host";
    }
    if (cause(e, CertificateExpiredException.class).isPresent()) {
      return "the certificate has expired";
    }
    if (cause(e, CertificateException.class).isPresent()
        || cause(e, CertPathValidatorException.class).isPresent()) {
      return "the certificate is not trusted";
    }
    return "the handshake failed";
  }

  /**
   * Whether every address that was tried was forbidden: where another one failed in its own way,
   * that one may yet work.
   */
  static boolean isForbidden(IOException e) {
    return e instanceof ForbiddenAddressException
        && Arrays.stream(e.getSuppressed()).allMatch(ForbiddenAddressException.class::isInstance);
  }

  private static boolean isConnecting(IOException e) {
    return messageOf(e).contains("connect");
  }

  private static String messageOf(Throwable e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
  }

  private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
    Throwable at = e;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }
}
