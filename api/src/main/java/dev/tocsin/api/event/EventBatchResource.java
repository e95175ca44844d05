package dev.tocsin.api.event;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.auth.UsagePlans;
import dev.tocsin.api.errors.ApiException;
import dev.tocsin.api.errors.BodyTooLargeException;
import dev.tocsin.api.event.envelope.CloudEventForm;
import dev.tocsin.api.event.envelope.ContentMode;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.JsonElements;
import dev.tocsin.api.http.RequestBody;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Publishing many events in one request; each is accepted or refused for itself. */
@Path("/events/batch")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public final class EventBatchResource {
  /** The most events of a batch. */
  static final int MOST_EVENTS = 500;

  /** The longest body of a batch: 1 MiB. */
  static final int MOST_BYTES = 1024 * 1024;

  private final EventIntake intake;
  private final EventCheck check;
  private final UsagePlans plans;
  private final Clock clock;

  public EventBatchResource(EventIntake intake, EventCheck check, UsagePlans plans, Clock clock) {
    this.intake = intake;
    this.check = check;
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @param results one for each event, in order
   */
  public record BatchAnswer(List<BatchEntryAnswer> results) {}

  @POST
  @Allowed(value = Role.PUBLISH, countsItself = true)
  @Operation(operationId = "publishEvents", summary = "Publish up to 500 events")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            array =
                @ArraySchema(
                    maxItems = MOST_EVENTS,
                    schema =
                        @Schema(
                            implementation = Object.class,
                            description = "An event in any form of POST /events."))),
        @Content(
            mediaType = "application/cloudevents-batch+json",
            array =
                @ArraySchema(
                    maxItems = MOST_EVENTS,
                    schema =
                        @Schema(
                            implementation = Object.class,
                            description = "A CloudEvent in structured mode.")))
      })
  @ApiResponse(
      responseCode = "200",
      description = "What became of each event, in order.",
      useReturnTypeSchema = true)
  public BatchAnswer publish(
      @Auth Caller caller, @Context HttpServletRequest request, InputStream body)
      throws IOException, InterruptedException {
    Publication sent = Publication.of(request, RequestBody.read(body, MOST_BYTES));
    List<byte[]> texts = JsonElements.split(sent.body(), MOST_EVENTS);
    plans.consume(caller, texts.size());
    Reception reception = check.reception(caller, sent, clock);
    List<Entry> entries = texts.stream().map(text -> entry(text, sent.mode(), reception)).toList();
    List<Receipt> receipts =
        intake.acceptAll(entries.stream().map(Entry::event).filter(Objects::nonNull).toList());
    return answer(entries, receipts);
  }

  /** One of the two. */
  record Entry(@Nullable CheckedEvent event, @Nullable ApiException refused) {}

  private Entry entry(byte[] text, ContentMode mode, Reception reception) {
    try {
      return new Entry(check.check(event(text, mode, reception)), null);
    } catch (ApiException refused) {
      return new Entry(null, refused);
    }
  }

  /**
   * @param receipts of those entries that are events, in their order
   */
  static BatchAnswer answer(List<Entry> entries, List<Receipt> receipts) {
    refuseWhereNothingWasTaken(receipts);
    Iterator<Receipt> next = receipts.iterator();
    return new BatchAnswer(
        entries.stream()
            .map(
                entry ->
                    entry.refused() == null
                        ? BatchEntryAnswer.of(next.next())
                        : BatchEntryAnswer.of(entry.refused()))
            .toList());
  }

  /** 503 for the whole batch where the door took nothing and the same batch may be taken later. */
  private static void refuseWhereNothingWasTaken(List<Receipt> receipts) {
    if (receipts.stream().noneMatch(Receipt.Accepted.class::isInstance)) {
      receipts.stream()
          .filter(Receipt.Unavailable.class::isInstance)
          .map(Receipt.Unavailable.class::cast)
          .reduce((first, other) -> first.maybeTaken() ? first : other)
          .ifPresent(EventAccepted::of);
    }
  }

  private static Event event(byte[] entry, ContentMode mode, Reception reception) {
    if (entry.length > RequestBody.MOST_BYTES) {
      throw new BodyTooLargeException("An event", RequestBody.MOST_BYTES);
    }
    JsonBody body = JsonBody.parse(entry);
    return mode == ContentMode.BATCH || mode == ContentMode.STRUCTURED
        ? CloudEventForm.structured(body).received(reception)
        : EventForms.read(body, null, reception);
  }
}
