package dev.tocsin.contract.recovery;

/**
 * How much was taken up.
 *
 * @param events accepted events that were PENDING for too long
 * @param deliveries open deliveries that no workflow carried: 0 unless Temporal lost a workflow or
 *     somebody terminated one
 * @param resumed deliveries that had waited for their subscription
 * @param targets open circuits that no workflow attended to
 */
public record RecoveryFindings(long events, long deliveries, long resumed, long targets) {
  public static final RecoveryFindings NONE = new RecoveryFindings(0, 0, 0, 0);

  public RecoveryFindings plus(RecoveryFindings more) {
    return new RecoveryFindings(
        events + more.events,
        deliveries + more.deliveries,
        resumed + more.resumed,
        targets + more.targets);
  }
}
