package dev.tocsin.api.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.match.EventPattern;
import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.event.EventForms;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.openapi.PatternTestRequest;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Whether a pattern matches an event. Nothing is stored. */
@Path("/patterns/test")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Patterns")
public final class PatternResource {
  private static final Set<String> FIELDS = Set.of("pattern", "event");

  private final EventContracts contracts;
  private final Clock clock;

  public PatternResource(EventContracts contracts, Clock clock) {
    this.contracts = contracts;
    this.clock = clock;
  }

  /** The answer. */
  public record Verdict(boolean matches) {}

  @POST
  @Operation(
      operationId = "testPattern",
      summary = "Whether a pattern matches an event; nothing is stored")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = PatternTestRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Whether it matches.",
      useReturnTypeSchema = true)
  @Allowed({Role.PUBLISH, Role.SUBSCRIBE})
  public Verdict test(@Auth Caller caller, InputStream request) throws IOException {
    JsonBody body = JsonBody.read(request);
    List<String> faults = new ArrayList<>(body.odditiesIn(FIELDS));
    JsonNode pattern = body.field("pattern");
    if (pattern.isMissingNode()) {
      faults.add("pattern is required and must be an object");
    } else if (faults.isEmpty()) {
      PatternFaults.of(pattern).ifPresent(faults::add);
    }
    JsonNode event = body.field("event");
    if (!event.isObject()) {
      faults.add("event is required and must be an object");
    }
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return new Verdict(
        EventPattern.matches(JsonBody.compact(pattern).text(), document(caller.tenant(), event)));
  }

  /** The event is in any form that is published, or the matched document already. */
  private String document(String tenant, JsonNode event) {
    Supplier<Severity> otherwise = () -> contracts.defaultSeverity(tenant);
    if (event.has("detail-type") && !event.has("eventType")) {
      // What EventBridge sends has the fields of the document, and may lack what it is given here.
      ObjectNode document = event.deepCopy();
      if (!document.hasNonNull("severity")) {
        document.put("severity", otherwise.get().name());
      }
      if (!document.hasNonNull("title")) {
        document.set("title", document.get("detail-type"));
      }
      return JsonBody.compact(document).text();
    }
    JsonBody body = new JsonBody(event, List.of());
    Reception reception = new Reception(tenant, otherwise, clock.instant(), null);
    return EventPattern.documentOf(EventForms.read(body, null, reception));
  }
}
