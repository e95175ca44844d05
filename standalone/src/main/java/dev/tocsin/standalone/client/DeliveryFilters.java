package dev.tocsin.standalone.client;

import dev.tocsin.client.DeadLetterFilter;
import dev.tocsin.client.DeliveryQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which deliveries or dead letters are meant. */
final class DeliveryFilters {
  @Option(names = "--subscription", paramLabel = "ID", description = "Only of this subscription.")
  private @Nullable String subscription;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only of events of this type.")
  private @Nullable String type;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Since.class,
      description = "Since: 30m, 6h, 2d, 2026-01-31T12:00:00Z.")
  private @Nullable Instant since;

  boolean isSet() {
    return subscription != null || type != null || since != null;
  }

  /** The dead letters of these and further filters. */
  DeadLetterFilter deadLetters(
      @Nullable String channel,
      @Nullable String target,
      @Nullable Integer httpStatus,
      @Nullable String errorClass,
      @Nullable Instant until) {
    return new DeadLetterFilter(
        subscription, channel, target, type, httpStatus, errorClass, null, since, until);
  }

  DeliveryQuery query(int pageSize) {
    return new DeliveryQuery(null, subscription, type, since, pageSize);
  }
}
