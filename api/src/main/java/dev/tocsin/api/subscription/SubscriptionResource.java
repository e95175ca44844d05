package dev.tocsin.api.subscription;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.delivery.TargetOrders;
import dev.tocsin.api.delivery.WakeLine;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.event.SubscriptionRevisions;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.openapi.SubscriptionRequest;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.circuit.CircuitOrdersDao.Shown;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.subscription.SubscriptionDao;
import dev.tocsin.store.subscription.SubscriptionDao.Changed;
import dev.tocsin.store.subscription.SubscriptionFilter;
import dev.tocsin.store.subscription.UnknownTemplateException;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Subscribing. */
@Path("/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
public final class SubscriptionResource {
  private final SubscriptionDao subscriptions;
  private final SubscriptionRules rules;
  private final SubscriptionSecrets secrets;
  private final SubscriptionRevisions revisions;
  private final WakeLine wakeLine;
  private final TargetOrders targets;
  private final Clock clock;

  public SubscriptionResource(
      SubscriptionDao subscriptions,
      SubscriptionRules rules,
      SubscriptionSecrets secrets,
      SubscriptionRevisions revisions,
      WakeLine wakeLine,
      TargetOrders targets,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.rules = rules;
    this.secrets = secrets;
    this.revisions = revisions;
    this.wakeLine = wakeLine;
    this.targets = targets;
    this.clock = clock;
  }

  @POST
  @Operation(operationId = "createSubscription", summary = "Subscribe")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      allOf = SubscriptionRequest.class,
                      requiredProperties = {"channel", "target"})))
  @ApiResponse(
      responseCode = "201",
      description = "It is in force within a second.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SubscriptionAnswer.Created.class)))
  @Allowed(Role.SUBSCRIBE)
  public Response create(@Auth Caller caller, InputStream body) throws IOException {
    Instant now = now();
    Subscription draft =
        rules
            .check(
                JsonBody.read(body),
                Subscription.builder(Identity.newSubscriptionId(now), caller.tenant(), now))
            .build();
    Subscription created = checked(() -> subscriptions.insert(secrets.prepare(draft, now)));
    revisions.wrote(created.revision());
    return Response.status(Response.Status.CREATED)
        .entity(SubscriptionAnswer.created(created, secrets.ofNew(created, now)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @GET
  @Operation(operationId = "listSubscriptions", summary = "Subscriptions, newest first")
  @Parameter(
      in = ParameterIn.QUERY,
      name = "eventType",
      description = "Only of this type, in any case.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "channel",
      description = "Only of this channel, in any case.",
      schema = @Schema(implementation = String.class))
  @Parameter(
      in = ParameterIn.QUERY,
      name = "active",
      description = "Only those in force, or only those on hold.",
      schema = @Schema(implementation = Boolean.class))
  @ApiResponse(
      responseCode = "200",
      description = "A page of subscriptions.",
      useReturnTypeSchema = true)
  @Allowed(Role.SUBSCRIBE)
  public PageAnswer<SubscriptionAnswer> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    SubscriptionFilter filter =
        new SubscriptionFilter(
            query.lowerCase("eventType"), upperCase(query.text("channel")), query.bool("active"));
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    Page<Subscription> page = subscriptions.list(caller.tenant(), filter, after, limit);
    Map<String, Shown> circuits = targets.shown(page.items());
    return PageAnswer.of(
        page,
        subscription ->
            SubscriptionAnswer.of(subscription, circuits.get(subscription.subscriptionId())));
  }

  @GET
  @Allowed(Role.SUBSCRIBE)
  @Path("/{subscriptionId}")
  @Operation(operationId = "getSubscription", summary = "A subscription")
  @ApiResponse(responseCode = "200", description = "The subscription.", useReturnTypeSchema = true)
  public SubscriptionAnswer find(
      @Auth Caller caller, @PathParam("subscriptionId") String subscriptionId) {
    return Ids.check(subscriptionId)
        .flatMap(id -> subscriptions.find(caller.tenant(), id))
        .map(this::answer)
        .orElseThrow(() -> new UnknownIdException("subscription"));
  }

  @PATCH
  @Allowed(Role.SUBSCRIBE)
  @Path("/{subscriptionId}")
  @Operation(
      operationId = "changeSubscription",
      summary = "Change, pause, resume or enable a subscription")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SubscriptionRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The subscription as it is now.",
      useReturnTypeSchema = true)
  public SubscriptionAnswer change(
      @Auth Caller caller, @PathParam("subscriptionId") String subscriptionId, InputStream body)
      throws IOException {
    SubscriptionPatch patch = new SubscriptionPatch(JsonBody.read(body), rules);
    Instant now = now();
    AtomicBoolean resumed = new AtomicBoolean();
    Changed changed =
        change(
            caller,
            subscriptionId,
            before -> {
              Subscription after = secrets.prepare(patch.apply(before, now), now);
              resumed.set(!before.active() && after.active());
              return after;
            });
    if (resumed.get()) {
      wakeLine.look();
    }
    if (patch.activates()) {
      targets.enable(changed.after());
    } else if (patch.changesLimits()) {
      targets.hurry(changed.after());
    }
    return answer(changed.after());
  }

  @DELETE
  @Allowed(Role.SUBSCRIBE)
  @Path("/{subscriptionId}")
  @Operation(
      operationId = "deleteSubscription",
      summary = "Delete a subscription; its open deliveries are cancelled")
  @ApiResponse(responseCode = "204", description = "It is deleted.")
  public void delete(@Auth Caller caller, @PathParam("subscriptionId") String subscriptionId) {
    Instant now = now();
    change(caller, subscriptionId, before -> before.asDeleted(now));
  }

  private Changed change(Caller caller, String subscriptionId, UnaryOperator<Subscription> change) {
    Changed changed =
        Ids.check(subscriptionId)
            .flatMap(id -> checked(() -> subscriptions.change(caller.tenant(), id, change)))
            .orElseThrow(() -> new UnknownIdException("subscription"));
    revisions.wrote(changed.after().revision());
    wakeLine.wake(changed.heldDeliveries());
    return changed;
  }

  private static <T> T checked(Supplier<T> write) {
    try {
      return write.get();
    } catch (UnknownTemplateException unknown) {
      throw new InvalidRequestException(
          List.of("template.id and template.version must name a template that there is"));
    }
  }

  private SubscriptionAnswer answer(Subscription subscription) {
    return SubscriptionAnswer.of(
        subscription, targets.shown(List.of(subscription)).get(subscription.subscriptionId()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static @Nullable String upperCase(@Nullable String text) {
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }
}
