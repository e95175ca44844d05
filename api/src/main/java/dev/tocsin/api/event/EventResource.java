package dev.tocsin.api.event;

import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.delivery.DeliveryDetails;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.http.RequestBody;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.event.EventFilter;
import io.dropwizard.auth.Auth;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
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

/** Publishing, and what became of it. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
public final class EventResource {
  private final EventIntake intake;
  private final EventDao events;
  private final DeliveryDetails deliveries;
  private final Clock clock;

  public EventResource(
      EventIntake intake, EventDao events, DeliveryDetails deliveries, Clock clock) {
    this.intake = intake;
    this.events = events;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  @POST
  public Response publish(
      @Auth Caller caller, @Context HttpServletRequest request, InputStream body)
      throws IOException, InterruptedException {
    Publication sent = Publication.of(request, RequestBody.read(body));
    Receipt receipt = intake.accept(EventForms.read(sent, caller.tenant(), clock.instant()));
    return Response.accepted(EventAccepted.of(receipt)).build();
  }

  @GET
  public PageAnswer<EventAnswer> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    EventFilter filter =
        new EventFilter(
            query.oneOf("status", EventStatus.class),
            query.lowerCase("eventType"),
            query.oneOf("severity", Severity.class),
            query.time("since"),
            query.text("correlationId"));
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
