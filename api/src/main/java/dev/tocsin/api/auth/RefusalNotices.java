package dev.tocsin.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.key.KeyUsage;
import dev.tocsin.store.systemevent.QuotaExceeded;
import dev.tocsin.store.systemevent.SystemEventLog;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, as an event of the tenant, that a plan refuses requests: once for a key's limit and
 * period. Remembers what it told, so that a refusal after the first costs no statement.
 */
public final class RefusalNotices {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalNotices.class);

  private final Database database;
  private final SystemEventLog systemEvents;
  private final Clock clock;
  private final Cache<String, Boolean> told =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofDays(1)).build();

  public RefusalNotices(Database database, SystemEventLog systemEvents, Clock clock) {
    this.database = database;
    this.systemEvents = systemEvents;
    this.clock = clock;
  }

  /** Never fails: what cannot be written now is told with a later refusal. */
  void refused(Caller caller, KeyUsage.Limit limit) {
    QuotaExceeded exceeded =
        new QuotaExceeded(
            caller.tenant(),
            caller.keyId(),
            caller.usageId(),
            caller.plan(),
            limit,
            clock.instant());
    if (told.asMap().putIfAbsent(exceeded.fact(), true) != null) {
      return;
    }
    try {
      database.jdbi().useTransaction(handle -> systemEvents.quotaExceeded(handle, exceeded));
    } catch (JdbiException away) {
      told.invalidate(exceeded.fact());
      LOG.warn("Could not tell that {} is refused: {}", caller.keyId(), away.getMessage());
    }
  }
}
