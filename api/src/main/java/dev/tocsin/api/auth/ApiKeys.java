package dev.tocsin.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import io.dropwizard.auth.Authenticator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds whose key it is. Looked up once in 30 s, unknown keys too: what another process changed or
 * revoked works on for as long at most, and known callers are served while PostgreSQL is away.
 * Fails with what the database fails with: a key is never called unknown because nobody could look.
 */
public final class ApiKeys implements Authenticator<ApiKeySecret, Caller> {
  private static final Duration REMEMBERED = Duration.ofSeconds(30);
  private static final int MOST_REMEMBERED = 10_000;

  private final ApiKeyDao keys;
  private final Clock clock;
  private final Cache<String, Optional<ApiKey>> remembered =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST_REMEMBERED).build();
  // Over what is remembered, and over what a lookup that began before the change puts there yet.
  private final Cache<String, ApiKey> changedHere =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED.multipliedBy(4)).build();

  public ApiKeys(ApiKeyDao keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> authenticate(ApiKeySecret secret) {
    String hash = HexFormat.of().formatHex(secret.hash());
    // Not the cache's own loading: it would queue all requests with one key behind one lookup, and
    // each would wait in turn for a database that is away.
    Optional<ApiKey> key = remembered.getIfPresent(hash);
    if (key == null) {
      key = keys.find(secret);
      remembered.put(hash, key);
    }
    return key.map(this::latest).filter(found -> found.isGood(clock.instant())).map(Caller::of);
  }

  /** The caller whose good key a request has. */
  public Optional<Caller> caller(HttpServletRequest request) {
    return PresentedKey.of(
            header(request, ApiKeyFilter.HEADER), header(request, HttpHeaders.AUTHORIZATION))
        .flatMap(this::authenticate);
  }

  /** All of that name, as Jersey reads them: of two keys neither counts. */
  private static @Nullable String header(HttpServletRequest request, String name) {
    List<String> all = Collections.list(request.getHeaders(name));
    return all.isEmpty() ? null : String.join(",", all);
  }

  /** The caller that a tenant's key of this id is, where it is good now; looked up each time. */
  public Optional<Caller> byId(String tenant, String keyId) {
    return keys.find(tenant, keyId).filter(key -> key.isGood(clock.instant())).map(Caller::of);
  }

  /** Makes a change of a key hold at once in this process. */
  public void changed(ApiKey key) {
    changedHere
        .asMap()
        .merge(key.keyId(), key, (known, now) -> known.revokedAt() == null ? now : known);
  }

  private ApiKey latest(ApiKey found) {
    ApiKey changed = changedHere.getIfPresent(found.keyId());
    return changed == null ? found : changed;
  }
}
