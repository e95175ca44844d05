package dev.tocsin.api.inbound;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where a certificate says that its issuer's is found (RFC 5280, section 4.2.2.1). Java follows it
 * only by itself, past our guard, and has no public reader of it.
 */
final class IssuerLocation {
  private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int OBJECT_ID = 0x06;

  /** A GeneralName that is a URI. */
  private static final int URI = 0x86;

  /** 1.3.6.1.5.5.7.48.2, id-ad-caIssuers, in DER. */
  private static final byte[] CA_ISSUERS = {0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02};

  private IssuerLocation() {}

  /** The first that is named by a URL; empty where there is none, or none that can be read. */
  static Optional<HttpUrl> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(AUTHORITY_INFORMATION_ACCESS);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      ByteBuffer descriptions = inside(SEQUENCE, inside(OCTETS, ByteBuffer.wrap(extension)));
      while (descriptions.hasRemaining()) {
        ByteBuffer description = inside(SEQUENCE, descriptions);
        byte[] method = bytes(inside(OBJECT_ID, description));
        if (Arrays.equals(method, CA_ISSUERS)
            && (description.get(description.position()) & 0xff) == URI) {
          HttpUrl url = HttpUrl.parse(new String(bytes(inside(URI, description)), US_ASCII));
          if (url != null) {
            return Optional.of(url);
          }
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException malformed) {
      // As if it named none.
    }
    return Optional.empty();
  }

  /** What the next element holds, which must have that tag; moves past it. */
  private static ByteBuffer inside(int tag, ByteBuffer der) {
    if ((der.get() & 0xff) != tag) {
      throw new BufferUnderflowException();
    }
    int length = der.get() & 0xff;
    if (length > 0x80) {
      int bytes = length - 0x80;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = Math.multiplyExact(length, 256) + (der.get() & 0xff);
      }
    }
    ByteBuffer content = der.slice(der.position(), length);
    der.position(der.position() + length);
    return content;
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }
}
