package dev.tocsin.contract.model;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's W3C trace context (https://www.w3.org/TR/trace-context/), handed on to targets
 * unchanged: Tocsin makes no spans of its own between. It is kept in the event's extensions, under
 * the names of CloudEvents' distributed tracing extension.
 *
 * @param parent of version 00, section 3.2
 * @param state section 3.3; absent where there is none that can be handed on
 */
public record TraceContext(String parent, @Nullable String state) {
  /** The header's and the extension's name. */
  public static final String PARENT = "traceparent";

  /** The header's and the extension's name. */
  public static final String STATE = "tracestate";

  /** Neither id is all zeros. */
  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /** Section 3.3.1.5: at least 512 characters must go through. */
  private static final Pattern STATE_VALUE = Pattern.compile("[!-~]([ -~]{0,510}[!-~])?");

  /** Empty where a tracer could not read the parent. */
  public static Optional<TraceContext> of(@Nullable String parent, @Nullable String state) {
    if (parent == null || !VALID.matcher(parent).matches()) {
      return Optional.empty();
    }
    boolean handedOn = state != null && STATE_VALUE.matcher(state).matches();
    return Optional.of(new TraceContext(parent, handedOn ? state : null));
  }
}
