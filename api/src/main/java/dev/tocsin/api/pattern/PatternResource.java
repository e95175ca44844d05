package dev.tocsin.api.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.activities.match.EventPattern;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.event.EventForms;
import dev.tocsin.api.event.envelope.EnvelopeDraft;
import dev.tocsin.api.http.JsonBody;
import io.dropwizard.auth.Auth;
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

/** Whether a pattern matches an event. Nothing is stored. */
@Path("/patterns/test")
@Produces(MediaType.APPLICATION_JSON)
public final class PatternResource {
  private static final Set<String> FIELDS = Set.of("pattern", "event");

  private final Clock clock;

  public PatternResource(Clock clock) {
    this.clock = clock;
  }

  /** The answer. */
  public record Verdict(boolean matches) {}

  @POST
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
    if (event.has("detail-type") && !event.has("eventType")) {
      // What EventBridge sends has the fields of the document, and may lack what it is given here.
      ObjectNode document = event.deepCopy();
      if (!document.hasNonNull("severity")) {
        document.put("severity", EnvelopeDraft.DEFAULT_SEVERITY.name());
      }
      if (!document.hasNonNull("title")) {
        document.set("title", document.get("detail-type"));
      }
      return JsonBody.compact(document).text();
    }
    JsonBody body = new JsonBody(event, List.of());
    return EventPattern.documentOf(EventForms.read(body, null, tenant, clock.instant()));
  }
}
