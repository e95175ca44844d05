package dev.tocsin.api.suppression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.channel.email.MailAddress;
import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.openapi.SuppressionRequest;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.suppression.Suppression;
import dev.tocsin.store.suppression.SuppressionDao;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The addresses that the tenant's mails do not go to. */
@Path("/suppressions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Suppressions")
public final class SuppressionResource {
  private static final int LONGEST_DETAIL = 500;

  private final SuppressionDao suppressions;
  private final Clock clock;

  public SuppressionResource(SuppressionDao suppressions, Clock clock) {
    this.suppressions = suppressions;
    this.clock = clock;
  }

  @GET
  @Allowed(Role.OPERATE)
  @Operation(operationId = "listSuppressions", summary = "Suppressed addresses, newest first")
  @ApiResponse(responseCode = "200", description = "A page of them.", useReturnTypeSchema = true)
  public PageAnswer<SuppressionAnswer> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    return PageAnswer.of(suppressions.list(caller.tenant(), after, limit), SuppressionAnswer::of);
  }

  @POST
  @Allowed(Role.OPERATE)
  @Operation(operationId = "addSuppression", summary = "Send no more mails to an address")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SuppressionRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "It was on the list already, for this reason.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SuppressionAnswer.class)))
  @ApiResponse(
      responseCode = "201",
      description = "It is on the list now.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SuppressionAnswer.class)))
  public Response add(@Auth Caller caller, InputStream request) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Suppression entry = entry(caller, JsonBody.read(request), now);
    boolean added = suppressions.add(entry);
    return Response.status(added ? Response.Status.CREATED : Response.Status.OK)
        .entity(
            SuppressionAnswer.of(suppressions.find(caller.tenant(), entry.address()).orElse(entry)))
        .build();
  }

  @GET
  @Allowed(Role.OPERATE)
  @Path("/{address}")
  @Operation(operationId = "getSuppression", summary = "Why an address is suppressed")
  @ApiResponse(responseCode = "200", description = "The entry.", useReturnTypeSchema = true)
  public SuppressionAnswer find(@Auth Caller caller, @PathParam("address") String address) {
    return inPath(address)
        .flatMap(each -> suppressions.find(caller.tenant(), each))
        .map(SuppressionAnswer::of)
        .orElseThrow(SuppressionResource::unknown);
  }

  @DELETE
  @Allowed(Role.OPERATE)
  @Path("/{address}")
  @Operation(operationId = "removeSuppression", summary = "Send mails to an address again")
  @ApiResponse(responseCode = "204", description = "It is off the list.")
  public void remove(@Auth Caller caller, @PathParam("address") String address) {
    boolean removed =
        inPath(address)
            .filter(each -> suppressions.remove(caller.tenant(), each, clock.instant()))
            .isPresent();
    if (!removed) {
      throw unknown();
    }
  }

  private static Suppression entry(Caller caller, JsonBody body, Instant now) {
    List<String> faults = new ArrayList<>();
    JsonNode address = body.field("address");
    if (!address.isTextual() || !MailAddress.isValid(address.textValue())) {
      faults.add("address is required and must be a mail address without a display name");
    }
    JsonNode detail = body.field("detail");
    if (!detail.isMissingNode()
        && (!detail.isTextual() || detail.textValue().length() > LONGEST_DETAIL)) {
      faults.add("detail must be a string of at most " + LONGEST_DETAIL + " characters");
    }
    faults.addAll(body.odditiesIn(Set.of("address", "detail")));
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return new Suppression(
        Identity.newSuppressionId(now),
        caller.tenant(),
        Suppression.normalized(address.textValue()),
        Suppression.Reason.MANUAL,
        caller.keyId(),
        textOrNull(detail),
        null,
        now);
  }

  private static @Nullable String textOrNull(JsonNode value) {
    return value.isTextual() ? value.textValue() : null;
  }

  private static Optional<String> inPath(String address) {
    return Optional.of(address).filter(MailAddress::isValid).map(Suppression::normalized);
  }

  private static UnknownIdException unknown() {
    return new UnknownIdException("suppressed address");
  }
}
