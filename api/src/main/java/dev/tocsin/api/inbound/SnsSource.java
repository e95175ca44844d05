package dev.tocsin.api.inbound;

import dev.tocsin.activities.channel.outbound.GuardedFetch;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Where certificates of SNS come from and who must have issued them.
 *
 * @param fetch fetches certificates, and what confirms a subscription
 * @param anchors the certificate authorities that are trusted
 */
public record SnsSource(GuardedFetch fetch, Set<TrustAnchor> anchors) {

  /** The authorities that this Java trusts, and connections as the guard allows them. */
  public static SnsSource standard(TargetGuard guard) {
    return new SnsSource(new GuardedFetch(guard), trusted());
  }

  private static Set<TrustAnchor> trusted() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((@Nullable KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
          .map(issuer -> new TrustAnchor(issuer, null))
          .collect(Collectors.toCollection(HashSet::new));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("This Java has no certificate authorities", broken);
    }
  }
}
