package dev.tocsin.store.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tocsin.store.database.Database;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.BucketNotFoundException;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.util.concurrent.batch.BatchHelper.BatchFailedException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts the use of keys that have limits, for all processes together: Bucket4j over the table
 * {@code key_usage}. Requests of one key that come to this process at the same time are counted in
 * one transaction.
 */
public final class KeyUsageDao {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Clock clock;
  private final ProxyManager<String> buckets;
  // Only what shares one proxy is counted together.
  private final Cache<Counted, BucketProxy> proxies =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofMinutes(10)).build();

  /** Whose use is counted, by which plan, in which month. */
  private record Counted(String usageId, Plan plan, PlanMonth month) {}

  public KeyUsageDao(Database database, Clock clock) {
    this.clock = clock;
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database.dataSource())
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("key_usage")
            .idColumn("usage_id")
            .stateColumn("state")
            .requestTimeout(PATIENCE)
            .clientClock(new WallClock(clock))
            .build();
  }

  /**
   * Counts requests where the plan allows all of them, and none of them otherwise.
   *
   * @param plan one with a limit
   * @param requests from 1 to the plan's {@link Plan#mostAtOnce()}
   * @throws UsageUnknownException where PostgreSQL is away
   */
  public KeyUsage count(String usageId, Plan plan, int requests) {
    return count(new Counted(usageId, plan, PlanMonth.of(clock.instant())), requests, true);
  }

  private KeyUsage count(Counted counted, int requests, boolean maybeForgotten) {
    try {
      return tryToCount(counted, requests);
    } catch (BatchFailedException batch) {
      if (maybeForgotten && batch.getCause() instanceof BucketNotFoundException) {
        // The row was deleted since it was made; it is made again.
        proxies.invalidate(counted);
        return count(counted, requests, false);
      }
      throw UsageUnknownException.of(batch.getCause());
    } catch (BucketExecutionException away) {
      throw UsageUnknownException.of(away);
    }
  }

  private KeyUsage tryToCount(Counted counted, int requests) {
    // Not the cache's own loading: where PostgreSQL is away all would wait for it in turn.
    BucketProxy bucket = proxies.getIfPresent(counted);
    if (bucket == null) {
      // Bucket4j fails a batch whose bucket is not there yet: it is made outside of one.
      bucket(counted, Optimization.NONE_OPTIMIZED).getAvailableTokens();
      bucket = proxies.get(counted, missing -> bucket(missing, Optimizations.batching()));
    }
    VerboseResult<ConsumptionProbe> result =
        bucket.asVerbose().tryConsumeAndReturnRemaining(requests);
    return PlanBandwidths.usage(
        counted.plan(), requests, result, counted.month().left(clock.instant()));
  }

  private BucketProxy bucket(Counted counted, Optimization optimization) {
    return buckets
        .builder()
        .withOptimization(optimization)
        // In a new month the quota is another bandwidth, and full; what is left of the rate stays.
        .withImplicitConfigurationReplacement(
            counted.month().number(), TokensInheritanceStrategy.AS_IS)
        .build(counted.usageId(), () -> PlanBandwidths.of(counted.plan(), counted.month()));
  }

  /** Bucket4j's clock, to the millisecond. */
  private record WallClock(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
