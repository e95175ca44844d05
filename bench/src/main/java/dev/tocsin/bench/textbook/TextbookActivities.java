package dev.tocsin.bench.textbook;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What touches the world outside of the workflow. */
@ActivityInterface
public interface TextbookActivities {
  /** The subscriptions of the event's tenant to its type. */
  List<TextbookTarget> match(TextbookEvent event);

  /** One attempt; Temporal makes another where it fails. */
  TextbookResult deliver(TextbookEvent event, TextbookTarget target);

  /** Writes down what came of an event. */
  void record(String eventId, List<TextbookResult> results);
}
