package dev.tocsin.api.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.auth.KnownCallers;
import dev.tocsin.api.http.RequestBody;
import dev.tocsin.api.http.RequestMeters;
import dev.tocsin.store.key.Role;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Accepts events before Jersey, which would cost more than all the rest of the request does. Only
 * answers 202: of whatever is not plain here, {@link EventResource} says what is wrong.
 */
public final class PublishFilter implements Filter {
  /** What it may be put before. */
  public static final String PATH = "/events";

  private static final ObjectWriter JSON = new ObjectMapper().writerFor(EventAccepted.class);

  private final KnownCallers callers;
  private final EventCheck check;
  private final EventIntake intake;
  private final RequestMeters meters;
  private final Clock clock;

  public PublishFilter(
      KnownCallers callers,
      EventCheck check,
      EventIntake intake,
      RequestMeters meters,
      Clock clock) {
    this.callers = callers;
    this.check = check;
    this.intake = intake;
    this.meters = meters;
    this.clock = clock;
  }

  /** What the door said to the event of a request that came on from here. */
  static Optional<Receipt> receipt(HttpServletRequest request) {
    return Optional.ofNullable((Receipt) request.getAttribute(Receipt.class.getName()));
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long began = System.nanoTime();
    HttpServletRequest request = (HttpServletRequest) any;
    Optional<Caller> caller = isPlain(request) ? caller(request) : Optional.empty();
    if (caller.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body = RequestBody.read(request.getInputStream());
    Receipt receipt = accept(request, body, caller.get());
    if (receipt instanceof Receipt.Accepted) {
      answer((HttpServletResponse) response, EventAccepted.of(receipt));
      meters.record(PATH, "POST", HttpServletResponse.SC_ACCEPTED, began);
    } else {
      request.setAttribute(Receipt.class.getName(), receipt);
      chain.doFilter(new ReadRequest(request, body), response);
    }
  }

  private static boolean isPlain(HttpServletRequest request) {
    int length = request.getContentLength();
    return request.getMethod().equals("POST") && length >= 0 && length <= RequestBody.MOST_BYTES;
  }

  /** Empty where nobody can say: then Jersey's filters ask again. */
  private Optional<Caller> caller(HttpServletRequest request) {
    try {
      // Plans are counted by Jersey's filters, in the database: that costs more than they do.
      return callers
          .find(request)
          .filter(caller -> caller.mayAct(Role.PUBLISH) && caller.plan().isUnlimited());
    } catch (RuntimeException away) {
      return Optional.empty();
    }
  }

  /** Null where it did not come as far as to the door. */
  private @Nullable Receipt accept(HttpServletRequest request, byte[] body, Caller caller)
      throws ServletException {
    CheckedEvent event;
    try {
      Publication sent = Publication.of(request, body);
      event = check.check(EventForms.read(sent, check.reception(caller, sent, clock)));
    } catch (RuntimeException refused) {
      return null;
    }
    try {
      return intake.accept(event.event(), event.schemaVersion());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new ServletException(stopping);
    }
  }

  private static void answer(HttpServletResponse response, EventAccepted accepted)
      throws IOException {
    byte[] json = JSON.writeValueAsBytes(accepted);
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setContentType("application/json");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
