package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that the tenant's mails do not go to, to be sent by {@link TocsinClient#send} or
 * {@code sendAsync}. Addresses are compared in lower case.
 */
public final class SuppressionCalls {
  private static final String SUPPRESSIONS = "suppressions";

  private SuppressionCalls() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Body(String address, @Nullable String detail) {}

  /**
   * All of them, newest first.
   *
   * @param pageSize items in one answer, 1 to 200; null for the server's 50
   */
  public static ApiCall<Page<Suppression>> list(@Nullable Integer pageSize) {
    return ApiCall.list(
        Suppression.class, new Parameters().add("limit", pageSize).toMap(), SUPPRESSIONS);
  }

  public static ApiCall<Suppression> get(String address) {
    return ApiCall.get(Suppression.class, SUPPRESSIONS, address);
  }

  /**
   * Puts an address on the list; one that is there stays as it is, and the answer says why it is.
   *
   * @param detail why, at most 500 characters; null for nothing
   */
  public static ApiCall<Suppression> add(String address, @Nullable String detail) {
    return ApiCall.post(Suppression.class, new Body(address, detail), SUPPRESSIONS)
        .asRepeatable(null);
  }

  /** Takes an address off the list; the answer is empty. */
  public static ApiCall<JsonNode> remove(String address) {
    ApiCall<JsonNode> get = get(address).asJson();
    return new ApiCall<>("DELETE", get.path(), Map.of(), null, null, true, get.answer());
  }
}
