package dev.tocsin.api.delivery;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryFilter;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
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
public final class DeliveryResource {
  private final DeliveryDao deliveries;
  private final DeliveryOrders orders;

  public DeliveryResource(DeliveryDao deliveries, DeliveryOrders orders) {
    this.deliveries = deliveries;
    this.orders = orders;
  }

  @GET
  @Allowed(Role.OPERATE)
  @Path("/deliveries")
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
  public DeliveryAnswer.Detailed find(
      @Auth Caller caller, @PathParam("deliveryId") String deliveryId) {
    Delivery delivery = require(caller, deliveryId);
    return DeliveryAnswer.Detailed.of(delivery, deliveries.attempts(List.of(delivery)));
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/deliveries/{deliveryId}/redrive")
  public Response redrive(@Auth Caller caller, @PathParam("deliveryId") String deliveryId) {
    return taken(orders.redrive(require(caller, deliveryId)));
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/deliveries/{deliveryId}/retry-now")
  public Response retryNow(@Auth Caller caller, @PathParam("deliveryId") String deliveryId) {
    return taken(orders.retryNow(require(caller, deliveryId)));
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/deliveries/{deliveryId}/cancel")
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
