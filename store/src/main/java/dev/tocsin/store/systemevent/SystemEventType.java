package dev.tocsin.store.systemevent;

import dev.tocsin.contract.model.Severity;
import java.util.Locale;

/** What Tocsin reports of itself. */
public enum SystemEventType {
  /** A delivery used up its attempts, or was refused for good. */
  DELIVERY_DEAD_LETTERED("delivery.dead_lettered", Severity.HIGH),
  /** A delivery that was a dead letter has arrived after all. */
  DELIVERY_RECOVERED("delivery.recovered", Severity.LOW),
  /** A target is down: its deliveries wait. */
  CIRCUIT_OPENED("circuit.opened", Severity.HIGH),
  /** A target is gone, or failed for days: nobody tries it any more. */
  SUBSCRIPTION_DISABLED("subscription.disabled", Severity.CRITICAL),
  /** Requests of an API key were refused as its plan has nothing left. */
  QUOTA_EXCEEDED("quota.exceeded", Severity.MEDIUM),
  /** There are more dead letters than the tenant takes for granted. */
  ALARM_DEAD_LETTERS("alarm.dead_letters", Severity.CRITICAL);

  /** What the names of these types begin with, and of no publisher's. */
  public static final String PREFIX = "tocsin.";

  /** Who reports them: their {@code source}. */
  public static final String SOURCE = "tocsin";

  private final String type;
  private final Severity severity;

  SystemEventType(String name, Severity severity) {
    this.type = PREFIX + name;
    this.severity = severity;
  }

  /** Whether a publisher may not use a type, in whatever case it is written. */
  public static boolean isReserved(String type) {
    return type.toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }

  /** As it is published, for instance {@code tocsin.delivery.dead_lettered}. */
  public String type() {
    return type;
  }

  public Severity severity() {
    return severity;
  }
}
