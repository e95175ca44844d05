package dev.tocsin.api.delivery;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.openapi.CommonAnswers;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryFilter;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.suppression.FeedbackDao;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Deliveries as operators see them, and the orders that they give. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries")
public final class DeliveryResource {
  private final DeliveryDao deliveries;
  private final FeedbackDao feedback;
  private final DeliveryOrders orders;

  public DeliveryResource(DeliveryDao deliveries, FeedbackDao feedback, DeliveryOrders orders) {
    this.deliveries = deliveries;
    this.feedback = feedback;
    this.orders = orders;
  }

  @GET
  @Allowed(Role.OPERATE)
  @Path("/deliveries")
  @Operation(operationId = "listDeliveries", summary = "Deliveries, newest first")
  @Parameter(
      in = ParameterIn.QUERY,
      name = "status",
      description = "Only of this status, in any case.",
      schema = @Schema(implementation = DeliveryStatus.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "subscriptionId",
      description = "Only of this subscription.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "eventType",
      description = "Only of this type, in any case.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "since",
      description = "Only since this ISO 8601 time with an offset.",
      schema = @Schema(implementation = String.class, pattern = CommonAnswers.TIME))
  @ApiResponse(
      responseCode = "200",
      description = "A page of deliveries.",
      useReturnTypeSchema = true)
  public PageAnswer<DeliveryAnswer.Listed> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    DeliveryFilter filter =
        new DeliveryFilter(
            query.oneOf("status", DeliveryStatus.class),
            query.text("subscriptionId"),
            query.lowerCase("eventType"),
            query.time("since"));
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    return PageAnswer.of(
        deliveries.list(caller.tenant(), filter, after, limit), DeliveryAnswer.Listed::of);
  }

  @GET
  @Allowed(Role.OPERATE)
  @Path("/dead-letters")
  @Operation(operationId = "listDeadLetters", summary = "Dead letters, the last that died first")
  @Parameter(
      in = ParameterIn.QUERY,
      name = "subscriptionId",
      description = "Only of this subscription.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "eventType",
      description = "Only of this type, in any case.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "since",
      description = "Only since this ISO 8601 time with an offset.",
      schema = @Schema(implementation = String.class, pattern = CommonAnswers.TIME))
  @ApiResponse(
      responseCode = "200",
      description = "A page of dead letters.",
      useReturnTypeSchema = true)
  public PageAnswer<DeliveryAnswer.Listed> deadLetters(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    DeliveryFilter filter =
        new DeliveryFilter(
            DeliveryStatus.DEAD,
            query.text("subscriptionId"),
            query.lowerCase("eventType"),
            query.time("since"));
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    return PageAnswer.of(
        deliveries.deadLetters(caller.tenant(), filter, after, limit), DeliveryAnswer.Listed::of);
  }

  @GET
  @Allowed(Role.OPERATE)
  @Path("/deliveries/{deliveryId}")
  @Operation(
      operationId = "getDelivery",
      summary = "A delivery with its attempts and what the target answered")
  @ApiResponse(responseCode = "200", description = "The delivery.", useReturnTypeSchema = true)
  public DeliveryAnswer.Detailed find(
      @Auth Caller caller, @PathParam("deliveryId") String deliveryId) {
    Delivery delivery = require(caller, deliveryId);
    return DeliveryAnswer.Detailed.of(
        delivery, deliveries.attempts(List.of(delivery)), feedback.of(delivery.key()));
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/deliveries/{deliveryId}/redrive")
  @Operation(
      operationId = "redriveDelivery",
      summary = "Try a dead letter, or what was suppressed, again")
  @ApiResponse(
      responseCode = "202",
      description = "The order is taken.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = OrderTaken.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It is neither dead nor suppressed, or its subscription is deleted.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response redrive(@Auth Caller caller, @PathParam("deliveryId") String deliveryId) {
    return taken(orders.redrive(require(caller, deliveryId)));
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/deliveries/{deliveryId}/retry-now")
  @Operation(operationId = "retryDeliveryNow", summary = "Make the next attempt now")
  @ApiResponse(
      responseCode = "202",
      description = "The order is taken.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = OrderTaken.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It does not wait for an attempt.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response retryNow(@Auth Caller caller, @PathParam("deliveryId") String deliveryId) {
    return taken(orders.retryNow(require(caller, deliveryId)));
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/deliveries/{deliveryId}/cancel")
  @Operation(operationId = "cancelDelivery", summary = "Call a delivery off")
  @ApiResponse(
      responseCode = "202",
      description = "The order is taken.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = OrderTaken.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It is settled.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response cancel(@Auth Caller caller, @PathParam("deliveryId") String deliveryId) {
    return taken(orders.cancel(require(caller, deliveryId)));
  }

  private Delivery require(Caller caller, String deliveryId) {
    return Ids.check(deliveryId)
        .flatMap(id -> deliveries.find(caller.tenant(), id))
        .orElseThrow(() -> new UnknownIdException("delivery"));
  }

  private static Response taken(OrderTaken order) {
    return Response.accepted(order).build();
  }
}
