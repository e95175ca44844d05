package dev.tocsin.contract.model;

/**
 * What a target's workflow holds of it: ids, and what makes it readable in the Temporal UI.
 *
 * @param where the target as operators may see it: a URL's host, a mail address's domain
 */
public record TargetRef(String subscriptionId, String tenant, String channel, String where) {

  /** One line for the Temporal UI, for instance {@code All to WEBHOOK example.com}. */
  public String summary() {
    return "All to " + channel + " " + where;
  }
}
