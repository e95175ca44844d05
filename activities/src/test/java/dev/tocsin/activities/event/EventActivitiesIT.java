package dev.tocsin.activities.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.delivery.Parts;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.contract.event.MatchedGroup;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.event.EventDao;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A group's events are claimed once, matched once, and split into direct and handed over. */
class EventActivitiesIT {
  private final Parts parts = new Parts();
  private final SubscriptionIndex index = new SubscriptionIndex(parts.postgres.database());
  private final EventActivitiesImpl activities =
      new EventActivitiesImpl(
          parts.postgres.database(),
          index,
          parts.direct(),
          1_800,
          parts.metrics,
          Clock.systemUTC());

  @AfterEach
  void close() {
    index.close();
    parts.close();
  }

  @Test
  void leavesAloneWhatAnotherWorkflowClaimed() {
    Subscription subscription = parts.subscribe("ok");
    List<Event> events = Samples.events(3);
    Samples.matched(parts.postgres.database(), events.subList(1, 2), List.of());
    Samples.accept(parts.postgres.database(), List.of(events.get(0), events.get(2)));

    MatchedGroup matched = activities.match(group("mine", events, subscription));

    assertThat(matched.direct())
        .containsExactly(key(events.get(0), subscription), key(events.get(2), subscription));
    assertThat(matched.handOver()).isEmpty();
    assertThat(activities.match(group("another", events, subscription)).direct()).isEmpty();
  }

  @Test
  void aRepeatedRunGivesBackWhatWasRecordedAndMatchesNothingAnew() {
    Subscription before = parts.subscribe("ok");
    List<Event> events = Samples.events(2);
    Samples.accept(parts.postgres.database(), events);
    MatchedGroup first = activities.match(group("mine", events, before));
    Subscription since = parts.subscribe("ok");

    MatchedGroup again = activities.match(group("mine", events, since));

    assertThat(again.direct()).containsExactlyInAnyOrderElementsOf(first.direct());
    assertThat(activities.deliver(again.direct())).isEmpty();
    MatchedGroup afterwards = activities.match(group("mine", events, since));
    assertThat(afterwards.direct()).isEmpty();
    assertThat(afterwards.handOver()).isEmpty();
    assertThat(parts.sent).hasSize(2);
  }

  @Test
  void whatIsDeadOrRetryingIsHandedOverWhenTheRunIsRepeated() {
    Subscription later = parts.subscribe("later");
    Subscription never = parts.subscribe("never");
    List<Event> events = Samples.events(1);
    Samples.accept(parts.postgres.database(), events);
    activities.deliver(activities.match(group("mine", events, never)).direct());

    MatchedGroup again = activities.match(group("mine", events, never));

    assertThat(again.direct()).isEmpty();
    assertThat(again.handOver())
        .extracting(DeliveryRef::subscriptionId)
        .containsExactlyInAnyOrder(later.subscriptionId(), never.subscriptionId());
  }

  @Test
  void theNextEventForAnAilingTargetIsHandedOverFromTheStart() {
    Subscription well = parts.subscribe("ok");
    Subscription slow = parts.subscribe("slow");
    List<Event> events = Samples.events(2);
    Samples.accept(parts.postgres.database(), events);
    activities.deliver(activities.match(group("one", events.subList(0, 1), slow)).direct());

    MatchedGroup next = activities.match(group("two", events.subList(1, 2), slow));

    assertThat(next.direct()).containsExactly(key(events.get(1), well));
    assertThat(next.handOver())
        .extracting(DeliveryRef::key)
        .containsExactly(key(events.get(1), slow));
  }

  @Test
  void anEventThatMatchesNothingIsProcessed() {
    List<Event> events = Samples.events(1);
    Samples.accept(parts.postgres.database(), events);

    MatchedGroup matched = activities.match(Samples.group("mine", events));

    assertThat(matched.direct()).isEmpty();
    assertThat(
            new EventDao(parts.postgres.database())
                .find(Samples.TENANT, events.get(0).eventId())
                .orElseThrow()
                .status())
        .isEqualTo(EventStatus.PROCESSED);
  }

  /** As the door does: it knows the revision, and the index catches up to it first. */
  private static EventGroup group(String workflowId, List<Event> events, Subscription newest) {
    EventGroup group = Samples.group(workflowId, events);
    return new EventGroup(workflowId, group.events(), newest.revision());
  }

  private static DeliveryKey key(Event event, Subscription subscription) {
    return new DeliveryKey(
        Identity.deliveryId(event.eventId(), subscription.subscriptionId()), event.day());
  }
}
