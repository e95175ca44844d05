package dev.tocsin.api.inbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tocsin.api.errors.UnavailableException;
import dev.tocsin.api.errors.UntrustedMessageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The certificates that SNS signs with: valid now, made out to SNS, and issued by an authority that
 * is trusted. The file that SNS serves has the first of the chain alone; the others are fetched
 * from where each says that its issuer is found. Remembered for a day.
 */
final class SigningCertificates {
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int MOST_REMEMBERED = 100;

  /** A chain has one issuer between SNS and the authority, or two. */
  private static final int MOST_ISSUERS = 3;

  /** Another DNS name than the part of the type. */
  private static final int DNS_NAME = 2;

  private static final Pattern NAME =
      Pattern.compile("sns(-signing)?([.-][a-z0-9-]{1,40})?\\.amazonaws\\.com(\\.cn)?");

  private final SnsSource source;
  private final Clock clock;
  private final Cache<HttpUrl, X509Certificate> remembered =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST_REMEMBERED).build();

  SigningCertificates(SnsSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * The certificate at that URL.
   *
   * @throws UntrustedMessageException where it is not one to be trusted
   * @throws UnavailableException where it, or that of an issuer, could not be fetched
   */
  X509Certificate at(HttpUrl url) {
    X509Certificate known = remembered.getIfPresent(url);
    if (known != null) {
      return current(known);
    }
    X509Certificate fetched = fetch(url);
    remembered.put(url, fetched);
    return fetched;
  }

  private X509Certificate current(X509Certificate certificate) {
    try {
      certificate.checkValidity(Date.from(clock.instant()));
      return certificate;
    } catch (CertificateException outdated) {
      throw refused("is expired, or not valid yet");
    }
  }

  private X509Certificate fetch(HttpUrl url) {
    List<X509Certificate> file = new ArrayList<>(certificates(url));
    X509Certificate certificate = current(file.get(0));
    if (names(certificate).stream().noneMatch(name -> NAME.matcher(name).matches())) {
      throw refused("is not made out to Amazon SNS");
    }
    for (int fetched = 0; !isTrusted(certificate, file); fetched++) {
      Optional<HttpUrl> issuer = IssuerLocation.of(file.get(file.size() - 1));
      if (issuer.isEmpty() || fetched == MOST_ISSUERS) {
        throw refused("is not issued by a certificate authority that is trusted");
      }
      file.addAll(certificates(issuer.get()));
    }
    return certificate;
  }

  /** At least one. */
  private List<X509Certificate> certificates(HttpUrl url) {
    byte[] file;
    try {
      file = source.fetch().get(url);
    } catch (IOException away) {
      throw new UnavailableException(
          "The certificate of the message could not be fetched: " + away.getMessage());
    }
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(file));
      read.forEach(each -> certificates.add((X509Certificate) each));
    } catch (CertificateException unreadable) {
      throw refused("cannot be read");
    }
    if (certificates.isEmpty()) {
      throw refused("cannot be read");
    }
    return certificates;
  }

  private boolean isTrusted(X509Certificate certificate, List<X509Certificate> others) {
    X509CertSelector only = new X509CertSelector();
    only.setCertificate(certificate);
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(source.anchors(), only);
      // Revocation would ask servers that the certificate names; it expires within months.
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(clock.instant()));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (CertPathBuilderException noPath) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform can check a path", impossible);
    }
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.get(0).equals(DNS_NAME))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException malformed) {
      return List.of();
    }
  }

  private static UntrustedMessageException refused(String what) {
    return UntrustedMessageException.signature(
        "The certificate at the message's SigningCertURL " + what);
  }
}
