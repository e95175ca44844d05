package dev.tocsin.api.event;

import dev.tocsin.api.event.envelope.CloudEventHeaders;
import dev.tocsin.api.event.envelope.ContentMode;
import dev.tocsin.api.http.AnyMediaTypeFilter;
import dev.tocsin.contract.model.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher sent: the body, and what of the headers tells how to read it.
 *
 * @param contentType as it was sent; absent where none was
 * @param idempotencyKey the header of that name
 * @param trace the request's, where a tracer could read it
 */
record Publication(
    ContentMode mode,
    CloudEventHeaders headers,
    @Nullable String contentType,
    @Nullable String idempotencyKey,
    @Nullable TraceContext trace,
    byte[] body) {

  /**
   * @throws dev.tocsin.api.errors.InvalidRequestException where it is in a format of CloudEvents
   *     that is not understood
   */
  static Publication of(HttpServletRequest request, byte[] body) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      all.put(name, Collections.list(request.getHeaders(name)));
    }
    CloudEventHeaders headers = CloudEventHeaders.among(all);
    String contentType = AnyMediaTypeFilter.sentContentType(request);
    return new Publication(
        ContentMode.of(contentType, headers),
        headers,
        contentType,
        request.getHeader("Idempotency-Key"),
        TraceContext.of(
                request.getHeader(TraceContext.PARENT),
                String.join(",", all.getOrDefault(TraceContext.STATE, List.of())))
            .orElse(null),
        body);
  }
}
