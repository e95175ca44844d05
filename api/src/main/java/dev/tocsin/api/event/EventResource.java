package dev.tocsin.api.event;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.delivery.DeliveryDetails;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.http.RequestBody;
import dev.tocsin.api.openapi.CloudEventRequest;
import dev.tocsin.api.openapi.CommonAnswers;
import dev.tocsin.api.openapi.EventBridgeRequest;
import dev.tocsin.api.openapi.EventRequest;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.event.AcceptedEvent;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.event.EventFilter;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import java.util.Optional;
import java.util.function.Supplier;

/** Publishing, and what became of it. */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public final class EventResource {
  private final Publishing publishing;
  private final EventDao events;
  private final DeliveryDetails deliveries;

  public EventResource(Publishing publishing, EventDao events, DeliveryDetails deliveries) {
    this.publishing = publishing;
    this.events = events;
    this.deliveries = deliveries;
  }

  @POST
  @Operation(
      operationId = "publishEvent",
      summary = "Publish an event",
      description =
          "In the simple form, as a CloudEvent, as Amazon EventBridge sends it, or as a domain"
              + " envelope in an event's detail. A CloudEvent may also be sent in binary mode: its"
              + " attributes as headers that begin with ce-, its data as the body.")
  @Parameter(
      in = ParameterIn.HEADER,
      name = "Idempotency-Key",
      description = "1 to 255 characters. As the body's id, which goes before it.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.HEADER,
      name = "traceparent",
      description = "W3C trace context, handed on to the targets. What no tracer reads is ignored.",
      schema = @Schema(implementation = String.class))
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema =
                @Schema(
                    anyOf = {
                      EventRequest.class,
                      CloudEventRequest.class,
                      EventBridgeRequest.class
                    })),
        @Content(
            mediaType = "application/cloudevents+json",
            schema = @Schema(implementation = CloudEventRequest.class))
      })
  @ApiResponse(
      responseCode = "202",
      description = "It is durable, and goes out.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = EventAccepted.class)))
  @ApiResponse(
      responseCode = "409",
      description = "Another event has this id.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  @Allowed(Role.PUBLISH)
  public Response publish(
      @Auth Caller caller, @Context HttpServletRequest request, InputStream body)
      throws IOException, InterruptedException {
    Optional<Supplier<Receipt>> outcome = PublishFilter.outcome(request);
    Receipt receipt =
        outcome.isPresent()
            ? outcome.get().get()
            : publishing.publish(caller, request, RequestBody.read(body));
    return Response.accepted(EventAccepted.of(receipt)).build();
  }

  @GET
  @Operation(operationId = "listEvents", summary = "Events, newest first")
  @Parameter(
      in = ParameterIn.QUERY,
      name = "status",
      description = "Only of this status, in any case.",
      schema = @Schema(implementation = EventStatus.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "eventType",
      description = "Only of this type, in any case.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "severity",
      description = "Only of this severity, in any case.",
      schema = @Schema(implementation = Severity.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "since",
      description = "Only since this ISO 8601 time with an offset.",
      schema = @Schema(implementation = String.class, pattern = CommonAnswers.TIME))
  @ApiResponse(
      responseCode = "200",
      description = "A page of events, without their deliveries.",
      useReturnTypeSchema = true)
  @Allowed(Role.OPERATE)
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
  @Allowed({Role.OPERATE, Role.PUBLISH})
  @Path("/{eventId}")
  @Operation(operationId = "getEvent", summary = "An event with its deliveries and their attempts")
  @ApiResponse(responseCode = "200", description = "The event.", useReturnTypeSchema = true)
  public EventAnswer find(@Auth Caller caller, @PathParam("eventId") String eventId) {
    AcceptedEvent event =
        Ids.check(eventId)
            .flatMap(id -> events.find(caller.tenant(), id))
            .orElseThrow(() -> new UnknownIdException("event"));
    return EventAnswer.detailed(
        event, deliveries.ofEvent(event.event().eventId(), event.event().day()));
  }
}
