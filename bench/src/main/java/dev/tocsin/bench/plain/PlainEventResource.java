package dev.tocsin.bench.plain;

import dev.tocsin.api.event.EventForms;
import dev.tocsin.api.event.envelope.Reception;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.RequestBody;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;

/**
 * Reads and validates an event by the very code that Tocsin does it by, believes that the key is a
 * tenant's name, and answers what Tocsin answers.
 */
@Path("/events")
@Produces(MediaType.APPLICATION_JSON)
public final class PlainEventResource {
  private final EventTaker taker;

  PlainEventResource(EventTaker taker) {
    this.taker = taker;
  }

  @POST
  public Response publish(@HeaderParam("x-api-key") String tenant, InputStream body)
      throws Exception {
    Event event =
        EventForms.read(
            JsonBody.parse(RequestBody.read(body)),
            null,
            new Reception(tenant, () -> Severity.MEDIUM, Instant.now(), null));
    taker.take(event);
    return Response.accepted(
            Map.of(
                "eventId",
                event.eventId(),
                "status",
                "accepted",
                "message",
                "Event queued for processing"))
        .build();
  }
}
