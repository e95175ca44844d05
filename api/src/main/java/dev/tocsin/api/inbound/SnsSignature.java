package dev.tocsin.api.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.api.errors.UntrustedMessageException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import okhttp3.HttpUrl;

/** Tells whether Amazon SNS has signed a message. */
final class SnsSignature {
  private final SigningCertificates certificates;

  SnsSignature(SnsSource source, Clock clock) {
    this.certificates = new SigningCertificates(source, clock);
  }

  /**
   * Returns where it has.
   *
   * @throws UntrustedMessageException where it has not
   * @throws dev.tocsin.api.errors.UnavailableException where that cannot be told now
   */
  void check(SnsMessage message) {
    String algorithm =
        switch (message.field("SignatureVersion")) {
          case "1" -> "SHA1withRSA";
          case "2" -> "SHA256withRSA";
          default -> throw UntrustedMessageException.signature("SignatureVersion must be 1 or 2");
        };
    HttpUrl url =
        SnsUrls.certificate(message.field("SigningCertURL"))
            .orElseThrow(
                () ->
                    UntrustedMessageException.signature(
                        "SigningCertURL must be a .pem file at"
                            + " https://sns.REGION.amazonaws.com"));
    if (!isSigned(message, algorithm, url)) {
      throw UntrustedMessageException.signature("The message is not what Amazon SNS has signed");
    }
  }

  private boolean isSigned(SnsMessage message, String algorithm, HttpUrl url) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initVerify(certificates.at(url).getPublicKey());
      signature.update(message.signedText().getBytes(UTF_8));
      return signature.verify(Base64.getDecoder().decode(message.field("Signature")));
    } catch (IllegalArgumentException | GeneralSecurityException unreadable) {
      return false;
    }
  }
}
