package dev.tocsin.api.deadletter;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.openapi.DeadLetterRequest;
import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.key.Role;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;

/** Orders for many dead letters, and how far they are. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries")
public final class DeadLetterResource {
  private final DeadLetterOperations operations;

  public DeadLetterResource(DeadLetterOperations operations) {
    this.operations = operations;
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/dead-letters/redrive")
  @Operation(
      operationId = "redriveDeadLetters",
      summary = "Try many dead letters again, in the background")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DeadLetterRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "A dry run: how many it would take.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DeadLetterAnswer.Preview.class)))
  @ApiResponse(
      responseCode = "202",
      description = "The order is durable.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DeadLetterAnswer.class)))
  public Response redrive(@Auth Caller caller, InputStream request) throws IOException {
    return begin(caller, DeadLetterOrder.REDRIVE, request);
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/dead-letters/discard")
  @Operation(
      operationId = "discardDeadLetters",
      summary = "Give many dead letters up for good, in the background")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DeadLetterRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "A dry run: how many it would take.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DeadLetterAnswer.Preview.class)))
  @ApiResponse(
      responseCode = "202",
      description = "The order is durable.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DeadLetterAnswer.class)))
  public Response discard(@Auth Caller caller, InputStream request) throws IOException {
    return begin(caller, DeadLetterOrder.DISCARD, request);
  }

  @GET
  @Allowed(Role.OPERATE)
  @Path("/dead-letters/operations")
  @Operation(
      operationId = "listDeadLetterOperations",
      summary = "Orders for many dead letters, the last first")
  @ApiResponse(
      responseCode = "200",
      description = "A page of operations.",
      useReturnTypeSchema = true)
  public PageAnswer<DeadLetterAnswer> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    return PageAnswer.of(operations.list(caller, after, limit), DeadLetterAnswer::of);
  }

  @GET
  @Allowed(Role.OPERATE)
  @Path("/dead-letters/operations/{operationId}")
  @Operation(
      operationId = "getDeadLetterOperation",
      summary = "An order for many dead letters, and how far it is")
  @ApiResponse(responseCode = "200", description = "The operation.", useReturnTypeSchema = true)
  public DeadLetterAnswer find(@Auth Caller caller, @PathParam("operationId") String operationId) {
    return DeadLetterAnswer.of(require(caller, operationId));
  }

  @POST
  @Allowed(Role.OPERATE)
  @Path("/dead-letters/operations/{operationId}/cancel")
  @Operation(
      operationId = "cancelDeadLetterOperation",
      summary = "Call an order for many dead letters off; what is done stays done")
  @ApiResponse(
      responseCode = "202",
      description = "No further dead letter is taken.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DeadLetterAnswer.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It runs no more.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response cancel(@Auth Caller caller, @PathParam("operationId") String operationId) {
    DeadLetterOperation operation = require(caller, operationId);
    return accepted(operations.cancel(caller, operation));
  }

  private Response begin(Caller caller, DeadLetterOrder order, InputStream request)
      throws IOException {
    DeadLetterDraft draft = DeadLetterDraft.read(JsonBody.read(request));
    return draft.dryRun()
        ? Response.ok(new DeadLetterAnswer.Preview(operations.count(caller, draft))).build()
        : accepted(operations.begin(caller, order, draft));
  }

  private DeadLetterOperation require(Caller caller, String operationId) {
    return Ids.check(operationId)
        .flatMap(id -> operations.find(caller, id))
        .orElseThrow(() -> new UnknownIdException("operation"));
  }

  private static Response accepted(DeadLetterOperation operation) {
    return Response.accepted(DeadLetterAnswer.of(operation)).build();
  }
}
