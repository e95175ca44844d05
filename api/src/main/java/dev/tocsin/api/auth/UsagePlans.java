package dev.tocsin.api.auth;

import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.LimitExceededException;
import dev.tocsin.store.key.KeyUsage;
import dev.tocsin.store.key.KeyUsageDao;
import java.util.List;
import java.util.Optional;

/** Holds callers to their plans. A caller without limits costs nothing here. */
public final class UsagePlans {
  private final KeyUsageDao usage;
  private final RefusalNotices notices;

  public UsagePlans(KeyUsageDao usage, RefusalNotices notices) {
    this.usage = usage;
    this.notices = notices;
  }

  /**
   * Counts requests where the caller's plan allows all of them; otherwise none of them.
   *
   * @param requests at least 1; of a batch the number of its events
   * @return how the caller stands now; empty where its key has no limits
   * @throws LimitExceededException where the plan has too little left for now
   * @throws InvalidRequestException where the plan could never allow so many at once
   * @throws dev.tocsin.store.key.UsageUnknownException where PostgreSQL is away: 503
   */
  public Optional<KeyUsage> consume(Caller caller, int requests) {
    if (caller.plan().isUnlimited()) {
      return Optional.empty();
    }
    if (requests > caller.plan().mostAtOnce()) {
      throw new InvalidRequestException(
          List.of(
              "the plan of this key allows at most "
                  + caller.plan().mostAtOnce()
                  + " events in one request"));
    }
    KeyUsage counted = usage.count(caller.usageId(), caller.plan(), requests);
    KeyUsage.Limit refusedBy = counted.refusedBy();
    if (refusedBy != null) {
      notices.refused(caller, refusedBy);
      throw new LimitExceededException(
          refusedBy == KeyUsage.Limit.RATE
              ? LimitExceededException.RATE
              : LimitExceededException.QUOTA,
          RateLimitHeaders.seconds(counted.reset()),
          RateLimitHeaders.of(counted));
    }
    return Optional.of(counted);
  }
}
