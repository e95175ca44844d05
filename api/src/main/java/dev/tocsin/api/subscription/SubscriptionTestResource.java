package dev.tocsin.api.subscription;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.subscription.SubscriptionDao;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Trying a subscription's target out. */
@Path("/subscriptions/{subscriptionId}/test")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
public final class SubscriptionTestResource {
  private final SubscriptionDao subscriptions;
  private final TestNotifications notifications;

  public SubscriptionTestResource(SubscriptionDao subscriptions, TestNotifications notifications) {
    this.subscriptions = subscriptions;
    this.notifications = notifications;
  }

  @POST
  @Allowed(Role.SUBSCRIBE)
  @Operation(
      operationId = "testSubscription",
      summary = "Send a marked test notification now, and tell what came of it")
  @ApiResponse(
      responseCode = "200",
      description = "It was sent; the answer says what came of it.",
      useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "409",
      description = "A test of it is under way, or too many are.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public TestAnswer send(@Auth Caller caller, @PathParam("subscriptionId") String subscriptionId) {
    return Ids.check(subscriptionId)
        .flatMap(id -> subscriptions.find(caller.tenant(), id))
        .map(notifications::send)
        .orElseThrow(() -> new UnknownIdException("subscription"));
  }
}
