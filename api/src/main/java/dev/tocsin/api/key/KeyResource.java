package dev.tocsin.api.key;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.ApiKeys;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.openapi.KeyRequest;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeyDao.Rotated;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.DELETE;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** The keys of the caller's tenant. */
@Path("/admin/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
public final class KeyResource {
  private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private final ApiKeyDao keys;
  private final ApiKeys known;
  private final Clock clock;

  public KeyResource(ApiKeyDao keys, ApiKeys known, Clock clock) {
    this.keys = keys;
    this.known = known;
    this.clock = clock;
  }

  @POST
  @Allowed(Role.ADMIN)
  @Operation(operationId = "createKey", summary = "Make an API key")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = KeyRequest.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The key, shown this once.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = KeyAnswer.class)))
  public Response create(@Auth Caller caller, InputStream request) throws IOException {
    Instant now = now();
    KeyFields fields = new KeyFields(JsonBody.read(request));
    NewApiKey draft =
        new NewApiKey(
            caller.tenant(), fields.name(), fields.roles(), fields.plan(), fields.expiresAt(now));
    fields.refuseFaults(Set.of("name", "roles", "plan", "expiresAt"));
    ApiKeySecret secret = ApiKeySecret.create();
    return made(keys.create(secret, draft, now), secret, now);
  }

  @GET
  @Allowed(Role.ADMIN)
  @Operation(operationId = "listKeys", summary = "API keys, newest first, revoked ones too")
  @ApiResponse(
      responseCode = "200",
      description = "A page of keys, without their secrets.",
      useReturnTypeSchema = true)
  public PageAnswer<KeyAnswer> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    Instant now = now();
    return PageAnswer.of(keys.list(caller.tenant(), after, limit), key -> KeyAnswer.of(key, now));
  }

  @GET
  @Allowed(Role.ADMIN)
  @Path("/{keyId}")
  @Operation(operationId = "getKey", summary = "An API key, without its secret")
  @ApiResponse(responseCode = "200", description = "The key.", useReturnTypeSchema = true)
  public KeyAnswer find(@Auth Caller caller, @PathParam("keyId") String keyId) {
    return Ids.check(keyId)
        .flatMap(id -> keys.find(caller.tenant(), id))
        .map(key -> KeyAnswer.of(key, now()))
        .orElseThrow(() -> new UnknownIdException("key"));
  }

  @DELETE
  @Allowed(Role.ADMIN)
  @Path("/{keyId}")
  @Operation(operationId = "revokeKey", summary = "Revoke an API key, for good")
  @ApiResponse(responseCode = "204", description = "It is revoked.")
  @ApiResponse(
      responseCode = "409",
      description = "It is the key that the request is made with.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public void revoke(@Auth Caller caller, @PathParam("keyId") String keyId) {
    if (keyId.equals(caller.keyId())) {
      throw new ConflictException(
          "A key cannot revoke itself: nobody might be left who could make another. Use another"
              + " admin's key");
    }
    known.changed(
        Ids.check(keyId)
            .flatMap(id -> keys.revoke(caller.tenant(), id, now()))
            .orElseThrow(() -> new UnknownIdException("key")));
  }

  @POST
  @Allowed(Role.ADMIN)
  @Path("/{keyId}/rotate")
  @Operation(operationId = "rotateKey", summary = "Make an API key that takes the place of another")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = KeyRequest.Rotation.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The new key, shown this once.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = KeyAnswer.class)))
  @ApiResponse(
      responseCode = "409",
      description = "The old key has expired, or was rotated already.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response rotate(@Auth Caller caller, @PathParam("keyId") String keyId, InputStream request)
      throws IOException {
    Instant now = now();
    KeyFields fields = new KeyFields(bodyOrEmpty(request));
    Long overlap = fields.whole("overlapSeconds", 0, LONGEST_OVERLAP.toSeconds());
    Instant expiresAt = fields.expiresAt(now);
    fields.refuseFaults(Set.of("overlapSeconds", "expiresAt"));
    ApiKeySecret secret = ApiKeySecret.create();
    Duration both = overlap == null ? DEFAULT_OVERLAP : Duration.ofSeconds(overlap);
    Rotated rotated =
        Ids.check(keyId)
            .flatMap(id -> keys.rotate(caller.tenant(), id, secret, both, expiresAt, now))
            .orElseThrow(() -> new UnknownIdException("key"));
    ApiKey successor = rotated.successor();
    if (successor == null) {
      throw new ConflictException(whyNot(rotated.before()));
    }
    known.changed(rotated.before());
    return made(successor, secret, now);
  }

  private static String whyNot(ApiKey key) {
    return key.replacedBy() == null
        ? "The key has expired. Make a new one"
        : "The key was rotated already. Rotate its successor " + key.replacedBy();
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

  private static Response made(ApiKey key, ApiKeySecret secret, Instant now) {
    return Response.status(Response.Status.CREATED)
        .entity(KeyAnswer.made(key, secret, now))
        .build();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
