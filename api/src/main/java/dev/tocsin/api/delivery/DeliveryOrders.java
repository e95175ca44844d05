package dev.tocsin.api.delivery;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.api.errors.UnavailableException;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Clock;
import java.util.List;

/** What an operator can order of one delivery. Each order answers what it did, or 409 why not. */
public final class DeliveryOrders {
  private final DeliveryDao deliveries;
  private final SubscriptionDao subscriptions;
  private final DeliveryWorkflows workflows;
  private final TargetOrders targets;
  private final WakeLine wakeLine;
  private final ChannelRegistry channels;
  private final Clock clock;

  public DeliveryOrders(
      DeliveryDao deliveries,
      SubscriptionDao subscriptions,
      DeliveryWorkflows workflows,
      TargetOrders targets,
      WakeLine wakeLine,
      ChannelRegistry channels,
      Clock clock) {
    this.deliveries = deliveries;
    this.subscriptions = subscriptions;
    this.workflows = workflows;
    this.targets = targets;
    this.wakeLine = wakeLine;
    this.channels = channels;
    this.clock = clock;
  }

  /**
   * Begins the next round of a dead letter, or of what was suppressed, which it is again where the
   * address is on the list still. Only its workflow changes the row.
   */
  OrderTaken redrive(Delivery delivery) {
    if (delivery.status() != DeliveryStatus.DEAD
        && delivery.status() != DeliveryStatus.SUPPRESSED) {
      throw new ConflictException(
          "Only a dead letter can be redriven, or what was suppressed; this delivery is "
              + delivery.status());
    }
    if (subscriptions.find(delivery.tenant(), delivery.subscriptionId()).isEmpty()) {
      throw new ConflictException("Its subscription was deleted");
    }
    return switch (workflows.start(ref(delivery), delivery.round() + 1)) {
      case DONE ->
          new OrderTaken(
              delivery.deliveryId(), DeliveryStatus.PENDING, "Its next round of attempts begins");
      case OTHERWISE -> throw new ConflictException("Its workflow is running already");
      case AWAY ->
          throw new UnavailableException(
              "Temporal did not answer, and the redrive may or may not have begun; please try"
                  + " again later");
    };
  }

  /** Makes a delivery that waits for its next attempt due now. */
  OrderTaken retryNow(Delivery delivery) {
    if (!deliveries.makeDue(delivery, clock.instant())) {
      DeliveryStatus current = current(delivery);
      if (current == DeliveryStatus.WAITING) {
        return probe(delivery);
      }
      throw new ConflictException(whyNotNow(current));
    }
    String message =
        switch (workflows.wake(delivery.deliveryId())) {
          case DONE -> "It is tried now";
          case OTHERWISE -> "It is due now; no workflow carries it, so recovery takes it up";
          case AWAY -> "It is due now, and is tried once Temporal is back";
        };
    return new OrderTaken(delivery.deliveryId(), delivery.status(), message);
  }

  /** What waits for a target that is down goes out when the target answers, and not before. */
  private OrderTaken probe(Delivery delivery) {
    Subscription subscription =
        subscriptions
            .find(delivery.tenant(), delivery.subscriptionId())
            .orElseThrow(() -> new ConflictException("Its subscription was deleted"));
    if (!subscription.active()) {
      throw new ConflictException(whyNotNow(DeliveryStatus.WAITING));
    }
    if (!targets.probe(subscription)) {
      throw new ConflictException(targets.whyNoProbe(subscription));
    }
    return new OrderTaken(
        delivery.deliveryId(),
        DeliveryStatus.WAITING,
        "Its target is tried now; what waits goes out, the oldest first, once it answers");
  }

  /** Calls off a delivery that is not settled. */
  OrderTaken cancel(Delivery delivery) {
    if (!deliveries.cancel(delivery, "Cancelled by an operator", clock.instant())) {
      throw new ConflictException("It is settled: " + current(delivery));
    }
    wakeLine.wake(List.of(delivery.deliveryId()));
    return new OrderTaken(
        delivery.deliveryId(),
        DeliveryStatus.CANCELLED,
        "It is cancelled; an attempt that is under way may still arrive");
  }

  private DeliveryStatus current(Delivery delivery) {
    return deliveries
        .find(delivery.tenant(), delivery.deliveryId())
        .map(Delivery::status)
        .orElse(delivery.status());
  }

  private static String whyNotNow(DeliveryStatus status) {
    return switch (status) {
      case PENDING -> "Its first attempt is under way already";
      case WAITING -> "Its subscription is paused; resume it";
      case DEAD -> "It is a dead letter; redrive it";
      // It changed between the two looks.
      case SCHEDULED, RETRYING -> "Its state has just changed; try again";
      case SUPPRESSED -> "Its address is suppressed; take it off the list, and redrive it";
      case SENT, CANCELLED, DELIVERED, BOUNCED -> "It is settled: " + status;
    };
  }

  private DeliveryRef ref(Delivery delivery) {
    return new DeliveryRef(
        delivery.key(),
        delivery.eventId(),
        delivery.subscriptionId(),
        delivery.tenant(),
        delivery.type(),
        delivery.severity(),
        delivery.channel(),
        channels
            .find(delivery.channel())
            .map(channel -> channel.where(delivery.target()))
            .orElse(""),
        DeliveryStatus.PENDING);
  }
}
