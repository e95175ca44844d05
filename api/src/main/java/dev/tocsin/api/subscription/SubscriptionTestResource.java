package dev.tocsin.api.subscription;

import dev.tocsin.activities.channel.email.EmailChannel;
import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.store.suppression.Suppression;
import dev.tocsin.store.suppression.SuppressionDao;
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
  private final SuppressionDao suppressions;
  private final TestNotifications notifications;

  public SubscriptionTestResource(
      SubscriptionDao subscriptions, SuppressionDao suppressions, TestNotifications notifications) {
    this.subscriptions = subscriptions;
    this.suppressions = suppressions;
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
      description = "A test of it is under way, too many are, or its address is suppressed.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public TestAnswer send(@Auth Caller caller, @PathParam("subscriptionId") String subscriptionId) {
    return Ids.check(subscriptionId)
        .flatMap(id -> subscriptions.find(caller.tenant(), id))
        .map(this::unlessSuppressed)
        .map(notifications::send)
        .orElseThrow(() -> new UnknownIdException("subscription"));
  }

  private Subscription unlessSuppressed(Subscription subscription) {
    if (subscription.channel().equals(EmailChannel.NAME)) {
      suppressions
          .find(subscription.tenant(), Suppression.normalized(subscription.target()))
          .ifPresent(
              entry -> {
                throw new ConflictException(
                    "Its address is on the suppression list: "
                        + entry.reason()
                        + ". Take it off to send mails to it");
              });
    }
    return subscription;
  }
}
