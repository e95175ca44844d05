package dev.tocsin.bench.textbook;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three kinds of activities, one after the other; retries are Temporal's own. */
public final class TextbookWorkflowImpl implements TextbookWorkflow {
  private final TextbookActivities activities =
      Workflow.newActivityStub(
          TextbookActivities.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());

  @Override
  public void process(TextbookEvent event) {
    List<Promise<TextbookResult>> underWay = new ArrayList<>();
    for (TextbookTarget target : activities.match(event)) {
      underWay.add(Async.function(activities::deliver, event, target));
    }
    activities.record(event.eventId(), underWay.stream().map(Promise::get).toList());
  }
}
