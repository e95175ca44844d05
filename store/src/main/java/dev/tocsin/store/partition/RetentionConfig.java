package dev.tocsin.store.partition;

/**
 * How long rows are kept, in days, each from 1 to 3,650.
 *
 * @param days events, deliveries and attempts; default 30
 * @param deadLetterDays a day's partitions stay while a dead letter in them is younger than this;
 *     default 90
 * @param idempotencyDays how long an event's id is remembered; default 30
 */
public record RetentionConfig(int days, int deadLetterDays, int idempotencyDays) {
  public static final RetentionConfig DEFAULT = new RetentionConfig(30, 90, 30);

  public RetentionConfig {
    inRange("days", days);
    inRange("deadLetterDays", deadLetterDays);
    inRange("idempotencyDays", idempotencyDays);
  }

  private static void inRange(String key, int value) {
    if (value < 1 || value > 3_650) {
      throw new IllegalArgumentException(key + " must be from 1 to 3650, not " + value);
    }
  }
}
