package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Orders for many dead letters, to be sent by {@link TocsinClient#send} or {@code sendAsync}. An
 * order is carried out in the background, and goes on without the client.
 */
public final class DeadLetterCalls {
  private static final String DEAD_LETTERS = "dead-letters";
  private static final String OPERATIONS = "operations";

  private DeadLetterCalls() {}

  /** How many dead letters. */
  public record Matching(int matching) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Body(
      @Nullable DeadLetterFilter filter,
      @Nullable Boolean all,
      String reason,
      @Nullable Integer ratePerSecond,
      @Nullable Boolean dryRun) {

    static Body of(
        DeadLetterFilter filter,
        String reason,
        @Nullable Integer ratePerSecond,
        @Nullable Boolean dryRun) {
      boolean all = filter.isEmpty();
      return new Body(all ? null : filter, all ? true : null, reason, ratePerSecond, dryRun);
    }
  }

  /** How many dead letters an order would take now. Nothing is begun. */
  public static ApiCall<Matching> count(DeadLetterFilter filter) {
    Body body = Body.of(filter, "count", null, true);
    return ApiCall.post(Matching.class, body, DEAD_LETTERS, "redrive").asRepeatable(null);
  }

  /**
   * Begins to redrive or discard what the filter names.
   *
   * @param reason why, 1 to 500 characters; kept with who ordered it
   * @param ratePerSecond how many in a second at most, 1 to 1,000; null for the server's 50
   */
  public static ApiCall<DeadLetterOperation> begin(
      DeadLetterOperation.Order order,
      DeadLetterFilter filter,
      String reason,
      @Nullable Integer ratePerSecond) {
    return ApiCall.post(
        DeadLetterOperation.class,
        Body.of(filter, reason, ratePerSecond, null),
        DEAD_LETTERS,
        order.name().toLowerCase(Locale.ROOT));
  }

  public static ApiCall<DeadLetterOperation> operation(String operationId) {
    return ApiCall.get(DeadLetterOperation.class, DEAD_LETTERS, OPERATIONS, operationId);
  }

  /**
   * Operations, the last that began first.
   *
   * @param pageSize items in one answer, 1 to 200
   */
  public static ApiCall<Page<DeadLetterOperation>> operations(int pageSize) {
    return ApiCall.list(
        DeadLetterOperation.class,
        Map.of("limit", Integer.toString(pageSize)),
        DEAD_LETTERS,
        OPERATIONS);
  }

  /** Calls an operation off; what is done stays done. */
  public static ApiCall<DeadLetterOperation> cancel(String operationId) {
    return ApiCall.post(
        DeadLetterOperation.class, null, DEAD_LETTERS, OPERATIONS, operationId, "cancel");
  }
}
