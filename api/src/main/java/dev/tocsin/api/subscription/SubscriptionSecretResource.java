package dev.tocsin.api.subscription;

import dev.tocsin.activities.signing.WebhookSecret;
import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.openapi.SecretRotation;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.subscription.SubscriptionDao;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a subscriber checks the signatures of its deliveries by. */
@Path("/subscriptions/{subscriptionId}/secret")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Subscriptions")
public final class SubscriptionSecretResource {
  private static final int LONGEST_OVERLAP = 604_800;
  private static final int LONGEST_SECRET = 100;

  private final SubscriptionDao subscriptions;
  private final SubscriptionSecrets secrets;
  private final Clock clock;

  public SubscriptionSecretResource(
      SubscriptionDao subscriptions, SubscriptionSecrets secrets, Clock clock) {
    this.subscriptions = subscriptions;
    this.secrets = secrets;
    this.clock = clock;
  }

  @GET
  @Allowed(Role.SUBSCRIBE)
  @Operation(operationId = "getSecret", summary = "What a subscription's deliveries are signed by")
  @ApiResponse(
      responseCode = "200",
      description = "The secret, and the public key where there is one.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SecretAnswer.class)))
  @ApiResponse(
      responseCode = "409",
      description = "Deliveries by its channel are not signed, or the secret cannot be decrypted.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response find(@Auth Caller caller, @PathParam("subscriptionId") String subscriptionId) {
    return shown(
        secrets
            .find(subscription(caller, subscriptionId), now())
            .orElseThrow(() -> new UnknownIdException("subscription")));
  }

  @POST
  @Allowed(Role.SUBSCRIBE)
  @Path("/rotate")
  @Operation(
      operationId = "rotateSecret",
      summary = "Sign by a new secret, and for a while by the earlier one as well")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SecretRotation.class)))
  @ApiResponse(
      responseCode = "200",
      description = "What deliveries are signed by from now on.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SecretAnswer.class)))
  @ApiResponse(
      responseCode = "409",
      description = "Deliveries by its channel are not signed, or too many secrets are valid.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response rotate(
      @Auth Caller caller, @PathParam("subscriptionId") String subscriptionId, InputStream request)
      throws IOException {
    JsonBody body = bodyOrEmpty(request);
    List<String> faults = new ArrayList<>();
    FieldReader fields = new FieldReader(body, faults);
    Integer overlap = fields.wholeNumber("overlapSeconds", 0, LONGEST_OVERLAP);
    WebhookSecret own = own(fields, faults);
    faults.addAll(body.odditiesIn(Set.of("overlapSeconds", "secret")));
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return shown(
        secrets
            .rotate(
                subscription(caller, subscriptionId),
                overlap == null ? null : Duration.ofSeconds(overlap),
                own,
                now())
            .orElseThrow(() -> new UnknownIdException("subscription")));
  }

  private static @Nullable WebhookSecret own(FieldReader fields, List<String> faults) {
    String text = fields.text("secret", false, LONGEST_SECRET);
    if (text == null) {
      return null;
    }
    WebhookSecret own = WebhookSecret.parse(text).orElse(null);
    if (own == null) {
      faults.add("secret must be whsec_ and 24 to 64 bytes in Base64 if provided");
    }
    return own;
  }

  private Subscription subscription(Caller caller, String subscriptionId) {
    return Ids.check(subscriptionId)
        .flatMap(id -> subscriptions.find(caller.tenant(), id))
        .orElseThrow(() -> new UnknownIdException("subscription"));
  }

  /** Everything in it has a default. */
  private static JsonBody bodyOrEmpty(InputStream request) throws IOException {
    byte[] bytes = dev.tocsin.api.http.RequestBody.read(request);
    JsonBody body = JsonBody.parse(bytes.length == 0 ? new byte[] {'{', '}'} : bytes);
    if (!body.root().isObject()) {
      throw new InvalidRequestException(List.of("the body must be an object if provided"));
    }
    return body;
  }

  private static Response shown(SecretAnswer secret) {
    return Response.ok(secret).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
