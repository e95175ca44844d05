package dev.tocsin.api.event;

import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.eventtype.Verdict;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.delivery.DeliveryDetails;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.SchemaViolationException;
import dev.tocsin.api.errors.UnavailableException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.event.EventFilter;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishing, and what became of it. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventResource {
  private static final String NOT_QUEUED = "Failed to queue event";

  private final EventIntake intake;
  private final EventDao events;
  private final DeliveryDetails deliveries;
  private final EventContracts contracts;
  private final Clock clock;

  public EventResource(
      EventIntake intake,
      EventDao events,
      DeliveryDetails deliveries,
      EventContracts contracts,
      Clock clock) {
    this.intake = intake;
    this.events = events;
    this.deliveries = deliveries;
    this.contracts = contracts;
    this.clock = clock;
  }

  @POST
  public Response publish(
      @Auth Caller caller,
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
      InputStream body)
      throws IOException, InterruptedException {
    EventDraft draft = EventDraft.of(JsonBody.read(body), idempotencyKey);
    Event event = draft.receivedBy(caller.tenant(), clock.instant());
    Verdict verdict =
        contracts.check(event.tenant(), event.eventType(), event.schemaVersion(), event.details());
    if (!verdict.fits()) {
      throw new SchemaViolationException("details", verdict.violations());
    }
    Receipt receipt = intake.accept(event, verdict.schemaVersion());
    if (receipt instanceof Receipt.Accepted taken) {
      return Response.accepted(EventAccepted.of(taken)).build();
    }
    if (receipt instanceof Receipt.Conflict known) {
      throw new ConflictException(
          "An event with this id was accepted before with other content: " + known.eventId());
    }
    if (receipt instanceof Receipt.Unavailable away) {
      throw new UnavailableException(
          NOT_QUEUED,
          away.maybeTaken()
              ? "The event may have been taken. Send it again with the same id, so that it cannot"
                  + " be taken twice"
              : "Please try again later");
    }
    throw new InvalidRequestException(List.of("the event holds a value that cannot be stored"));
  }

  @GET
  public PageAnswer<EventAnswer> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    EventFilter filter =
        new EventFilter(
            query.oneOf("status", EventStatus.class),
            query.lowerCase("eventType"),
            query.oneOf("severity", Severity.class),
            query.time("since"));
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    return PageAnswer.of(events.list(caller.tenant(), filter, after, limit), EventAnswer::listed);
  }

  @GET
  @Path("/{eventId}")
  public EventAnswer find(@Auth Caller caller, @PathParam("eventId") String eventId) {
    AcceptedEvent event =
        Ids.check(eventId)
            .flatMap(id -> events.find(caller.tenant(), id))
            .orElseThrow(() -> new UnknownIdException("event"));
    return EventAnswer.detailed(
        event, deliveries.ofEvent(event.event().eventId(), event.event().day()));
  }
}
