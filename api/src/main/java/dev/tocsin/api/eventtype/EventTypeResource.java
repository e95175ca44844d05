package dev.tocsin.api.eventtype;

import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.eventtype.EventTypeRegistry.Registered;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.openapi.EventTypeRequest;
import dev.tocsin.store.eventtype.EventType;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.eventtype.EventTypeFilter;
import dev.tocsin.store.eventtype.ShownEventTypes;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.systemevent.SystemEventType;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Event types and the versions of their schemas. A name may contain slashes, as types may. */
@Path("/event-types")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Event types")
public final class EventTypeResource {
  private final ShownEventTypes types;
  private final EventTypeRegistry registry;
  private final Clock clock;

  public EventTypeResource(EventTypeDao types, EventContracts contracts, Clock clock) {
    this.types = new ShownEventTypes(types);
    this.registry = new EventTypeRegistry(types, contracts);
    this.clock = clock;
  }

  @PUT
  @Path("/{name: .+}/versions/{version}")
  @Allowed(Role.ADMIN)
  @Operation(operationId = "registerEventType", summary = "Register a version of an event type")
  @Parameter(
      in = ParameterIn.QUERY,
      name = "force",
      description = "Register it even where it is not compatible.",
      schema = @Schema(implementation = Boolean.class))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = EventTypeRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "It was registered before.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = EventTypeAnswer.Version.class)))
  @ApiResponse(
      responseCode = "201",
      description = "It is registered.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = EventTypeAnswer.Version.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It is other content, not the next version, or not compatible.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response register(
      @Auth Caller caller,
      @PathParam("name") String name,
      @PathParam("version") String version,
      @Context UriInfo uri,
      InputStream body)
      throws IOException {
    JsonBody json = JsonBody.read(body);
    TypeInPath type =
        TypeInPath.of(name, version)
            .orElseThrow(() -> new InvalidRequestException(List.of(TypeInPath.RULE)));
    refuseReserved(type);
    ListingQuery query = new ListingQuery(uri);
    Boolean force = query.bool("force");
    query.refuseFaults();
    Registered registered =
        registry.register(
            caller,
            type.name(),
            type.version(),
            EventTypeDraft.of(json),
            Boolean.TRUE.equals(force),
            now());
    return Response.status(registered.isNew() ? Response.Status.CREATED : Response.Status.OK)
        .entity(EventTypeAnswer.version(registered.version()))
        .build();
  }

  @GET
  @Allowed({Role.PUBLISH, Role.SUBSCRIBE, Role.OPERATE})
  @Operation(operationId = "listEventTypes", summary = "Event types, newest first")
  @Parameter(
      in = ParameterIn.QUERY,
      name = "domain",
      description = "Only of this domain.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "owner",
      description = "Only of this owner.",
      schema = @Schema(implementation = String.class))
  @ApiResponse(
      responseCode = "200",
      description = "A page of event types.",
      useReturnTypeSchema = true)
  public PageAnswer<EventTypeAnswer> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    EventTypeFilter filter = new EventTypeFilter(query.text("domain"), query.text("owner"));
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    return PageAnswer.of(
        types.list(caller.tenant(), filter, after, limit), EventTypeAnswer::listed);
  }

  @GET
  @Path("/{name: .+}")
  @Allowed({Role.PUBLISH, Role.SUBSCRIBE, Role.OPERATE})
  @Operation(operationId = "getEventType", summary = "An event type and its versions")
  @ApiResponse(responseCode = "200", description = "The event type.", useReturnTypeSchema = true)
  public EventTypeAnswer find(@Auth Caller caller, @PathParam("name") String name) {
    EventType type =
        TypeInPath.of(name, "1")
            .flatMap(checked -> types.find(caller.tenant(), checked.name()))
            .orElseThrow(() -> new UnknownIdException("event type"));
    return EventTypeAnswer.detailed(type, types.versions(caller.tenant(), type.name()));
  }

  @GET
  @Path("/{name: .+}/versions/{version}")
  @Allowed({Role.PUBLISH, Role.SUBSCRIBE, Role.OPERATE})
  @Operation(
      operationId = "getEventTypeVersion",
      summary = "A version of an event type with its schema")
  @ApiResponse(responseCode = "200", description = "The version.", useReturnTypeSchema = true)
  public EventTypeAnswer.Version version(
      @Auth Caller caller, @PathParam("name") String name, @PathParam("version") String version) {
    return known(
        TypeInPath.of(name, version)
            .flatMap(type -> types.version(caller.tenant(), type.name(), type.version()))
            .map(EventTypeAnswer::version));
  }

  @POST
  @Path("/{name: .+}/versions/{version}/deprecate")
  @Allowed(Role.ADMIN)
  @Operation(
      operationId = "deprecateEventType",
      summary = "Say that new events should not use a version")
  @ApiResponse(
      responseCode = "200",
      description = "The version as it is now.",
      useReturnTypeSchema = true)
  public EventTypeAnswer.Version deprecate(
      @Auth Caller caller, @PathParam("name") String name, @PathParam("version") String version) {
    Optional<TypeInPath> named = TypeInPath.of(name, version);
    named.ifPresent(EventTypeResource::refuseReserved);
    return known(
        named
            .flatMap(
                type -> registry.deprecate(caller.tenant(), type.name(), type.version(), now()))
            .map(EventTypeAnswer::version));
  }

  private static void refuseReserved(TypeInPath type) {
    if (SystemEventType.isReserved(type.name())) {
      throw new InvalidRequestException(
          List.of(
              "the name must not begin with "
                  + SystemEventType.PREFIX
                  + " as such types are Tocsin's own; use another name"));
    }
  }

  private static EventTypeAnswer.Version known(Optional<EventTypeAnswer.Version> version) {
    return version.orElseThrow(() -> new UnknownIdException("event type version"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
