package dev.tocsin.store.suppression;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.contract.model.DeliveryStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the provider told of a mail after it had taken it. Two that are equal are one that came
 * twice.
 *
 * @param type how it bounced ({@code Permanent, General}) or was complained of ({@code abuse})
 * @param at when it happened, ISO 8601
 * @param detail what the receiving server said, without mailboxes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MailFeedback(Kind kind, @Nullable String type, String at, @Nullable String detail) {
  /** How the type of a bounce begins that is for good. */
  public static final String PERMANENT = "Permanent";

  /** Of a complaint: the provider did not send the mail, as its own list has the address. */
  public static final String NOT_SENT = "OnAccountSuppressionList";

  /** What happened. */
  public enum Kind {
    /** The receiving server took it. */
    DELIVERY,
    /** The receiving server returned it. */
    BOUNCE,
    /** The receiver marked it as unwanted. */
    COMPLAINT,
    /** The provider found that it cannot be sent: a virus, for instance. */
    REJECT
  }

  /**
   * What a mail's delivery is by all that was told of it, in whatever order that came: returned for
   * good outweighs delivered, as a server may take a mail and return it later; delivered outweighs
   * returned for now, as an absence note counts as such.
   */
  static DeliveryStatus status(List<MailFeedback> all) {
    boolean arrived = all.stream().anyMatch(MailFeedback::arrived);
    return all.stream().anyMatch(MailFeedback::returnedForGood) || !arrived
        ? DeliveryStatus.BOUNCED
        : DeliveryStatus.DELIVERED;
  }

  /** In words for operators; absent of what only arrived. */
  static @Nullable String reason(List<MailFeedback> all) {
    DeliveryStatus status = status(all);
    return all.stream()
        .filter(
            each ->
                status == DeliveryStatus.BOUNCED ? !each.arrived() : each.kind == Kind.COMPLAINT)
        .min((one, other) -> Boolean.compare(other.returnedForGood(), one.returnedForGood()))
        .map(MailFeedback::words)
        .orElse(null);
  }

  private boolean arrived() {
    return kind == Kind.DELIVERY || (kind == Kind.COMPLAINT && !returnedForGood());
  }

  private boolean returnedForGood() {
    return switch (kind) {
      case BOUNCE -> Objects.requireNonNullElse(type, "").startsWith(PERMANENT);
      case COMPLAINT -> NOT_SENT.equals(type);
      case REJECT -> true;
      case DELIVERY -> false;
    };
  }

  private String words() {
    String what =
        switch (kind) {
          case BOUNCE -> "Bounced";
          case COMPLAINT -> "Complained of";
          case REJECT -> "Rejected by the provider";
          case DELIVERY -> "Delivered";
        };
    return what + (type == null ? "" : " (" + type + ")") + (detail == null ? "" : ": " + detail);
  }
}
