package dev.tocsin.api.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.api.openapi.InboundSesRequest;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.suppression.InboundDao;
import dev.tocsin.store.suppression.InboundToken;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** From which SNS topics the tenant takes what SES tells of its mails, and at which URLs. */
@Path("/admin/tenant/inbound-ses")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant")
public final class InboundSettingsResource {
  private static final int MOST_TOPICS = 50;
  private static final Pattern TOPIC = Pattern.compile(InboundSesRequest.TOPIC);

  private final InboundDao inbound;
  private final Clock clock;

  public InboundSettingsResource(InboundDao inbound, Clock clock) {
    this.inbound = inbound;
    this.clock = clock;
  }

  /** What is set, without the tokens themselves. */
  public record InboundSettings(List<String> topics, List<Token> tokens) {}

  /** A token that is good. */
  public record Token(String tokenId, String createdAt) {
    static Token of(InboundDao.Made made) {
      return new Token(made.tokenId(), Timestamps.iso(made.createdAt()));
    }
  }

  /**
   * A token, shown this once.
   *
   * @param path what SNS is to post to, below Tocsin's own URL
   */
  public record NewToken(String tokenId, String createdAt, String token, String path) {
    static NewToken of(InboundDao.Made made, InboundToken token) {
      return new NewToken(
          made.tokenId(),
          Timestamps.iso(made.createdAt()),
          token.text(),
          "/inbound/ses/" + token.text());
    }
  }

  @GET
  @Allowed(Role.ADMIN)
  @Operation(operationId = "getInboundSes", summary = "Where reports of mails are taken from")
  @ApiResponse(responseCode = "200", description = "The settings.", useReturnTypeSchema = true)
  public InboundSettings show(@Auth Caller caller) {
    return settings(caller);
  }

  @PUT
  @Allowed(Role.ADMIN)
  @Operation(
      operationId = "setInboundSesTopics",
      summary = "Set which SNS topics may report of the tenant's mails")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = InboundSesRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The settings as they are now.",
      useReturnTypeSchema = true)
  public InboundSettings setTopics(@Auth Caller caller, InputStream request) throws IOException {
    inbound.setTopics(caller.tenant(), topics(JsonBody.read(request)));
    return settings(caller);
  }

  @POST
  @Path("/tokens")
  @Allowed(Role.ADMIN)
  @Operation(
      operationId = "createInboundSesToken",
      summary = "Make a URL that SNS can post reports of mails to")
  @ApiResponse(
      responseCode = "201",
      description = "The token, shown this once.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = NewToken.class)))
  @ApiResponse(
      responseCode = "409",
      description = "There are five already.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response create(@Auth Caller caller) {
    InboundToken token = InboundToken.create();
    InboundDao.Made made =
        inbound
            .add(caller.tenant(), token, clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .orElseThrow(
                () ->
                    new ConflictException(
                        "There are "
                            + InboundDao.MOST_TOKENS
                            + " tokens already. Revoke one that SNS does not use"));
    return Response.status(Response.Status.CREATED).entity(NewToken.of(made, token)).build();
  }

  @DELETE
  @Path("/tokens/{tokenId}")
  @Allowed(Role.ADMIN)
  @Operation(operationId = "revokeInboundSesToken", summary = "Revoke such a URL, for good")
  @ApiResponse(responseCode = "204", description = "It is revoked.")
  public void revoke(@Auth Caller caller, @PathParam("tokenId") String tokenId) {
    if (Ids.check(tokenId).filter(id -> inbound.revoke(caller.tenant(), id)).isEmpty()) {
      throw new UnknownIdException("token");
    }
  }

  private InboundSettings settings(Caller caller) {
    return new InboundSettings(
        inbound.topics(caller.tenant()),
        inbound.tokens(caller.tenant()).stream().map(Token::of).toList());
  }

  private static List<String> topics(JsonBody body) {
    JsonNode given = body.field("topics");
    Set<String> topics = new LinkedHashSet<>();
    boolean wrong = !given.isArray() || given.size() > MOST_TOPICS;
    for (JsonNode each : given) {
      wrong |= !each.isTextual() || !TOPIC.matcher(each.textValue()).matches();
      topics.add(each.asText());
    }
    if (wrong) {
      throw new InvalidRequestException(
          List.of(
              "topics is required and must be an array of at most "
                  + MOST_TOPICS
                  + " ARNs of SNS topics, for instance"
                  + " arn:aws:sns:eu-central-1:123456789012:ses-feedback"));
    }
    return List.copyOf(topics);
  }
}
