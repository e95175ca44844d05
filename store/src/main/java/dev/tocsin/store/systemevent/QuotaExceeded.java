package dev.tocsin.store.systemevent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.key.KeyUsage;
import dev.tocsin.store.key.Plan;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Requests of an API key were refused by its plan. Of a monthly quota it is one fact for a month,
 * of a rate one for an hour, both UTC, however many requests are refused.
 *
 * @param usageId what the key's use is counted on: keys that replace each other share it
 */
public record QuotaExceeded(
    String tenant, String keyId, String usageId, Plan plan, KeyUsage.Limit limit, Instant at) {

  /** Equal for what is told only once. */
  public String fact() {
    return usageId + " " + limit + " " + period();
  }

  /**
   * For instance {@code 2026-11}, or {@code 2026-11-21T12:00:00Z} for the hour that begins then.
   */
  private String period() {
    return limit == KeyUsage.Limit.QUOTA
        ? at.atZone(ZoneOffset.UTC).toLocalDate().toString().substring(0, "yyyy-mm".length())
        : at.truncatedTo(ChronoUnit.HOURS).toString();
  }

  /**
   * @param keyName as it is shown to people
   */
  Event event(String keyName) {
    boolean quota = limit == KeyUsage.Limit.QUOTA;
    ObjectNode details =
        JsonNodeFactory.instance
            .objectNode()
            .put("keyId", keyId)
            .put("keyName", keyName)
            .put("limit", quota ? "monthlyQuota" : "ratePerSecond")
            .put("period", period());
    if (quota) {
      details.put("allowed", plan.monthlyQuota());
    } else {
      details.put("allowed", plan.ratePerSecond());
      details.put("burst", plan.burst());
    }
    return SystemEvent.of(
        SystemEventType.QUOTA_EXCEEDED,
        tenant,
        "Requests of the API key "
            + keyName
            + " are refused: "
            + (quota
                ? "its quota of " + plan.monthlyQuota() + " for " + period() + " is used up"
                : "they are more than its rate allows"),
        details,
        null,
        at,
        fact());
  }
}
