package dev.tocsin.api.event.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.TraceContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an event came in: what becomes part of it although its publisher did not write it there.
 *
 * @param defaultSeverity the tenant's, looked up for an event whose envelope names none
 * @param at to the millisecond
 * @param trace the request's own; absent where it has none
 */
public record Reception(
    String tenant, Supplier<Severity> defaultSeverity, Instant at, @Nullable TraceContext trace) {

  public Reception {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Under a trace context of its own an event keeps that: it was made in it. */
  public JsonText traced(JsonText extensions) {
    if (trace == null) {
      return extensions;
    }
    ObjectNode fields = (ObjectNode) JsonBody.parse(extensions.text().getBytes(UTF_8)).root();
    if (!fields.has(TraceContext.PARENT)) {
      fields.put(TraceContext.PARENT, trace.parent());
      Optional.ofNullable(trace.state()).ifPresent(s -> fields.put(TraceContext.STATE, s));
    }
    return JsonBody.compact(fields);
  }
}
