package dev.tocsin.api.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tocsin.api.auth.ApiKeys;
import dev.tocsin.api.auth.Caller;
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
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Publishes before Jersey, which would cost more than all the rest of the request does. It answers
 * 202 only: what is not plain goes on as it came, and what was refused goes on with the refusal.
 */
public final class PublishFilter implements Filter {
  /** The path that it is for. */
  public static final String PATH = "/events";

  private static final String OUTCOME = PublishFilter.class.getName();
  private static final ObjectWriter JSON = new ObjectMapper().writerFor(EventAccepted.class);

  private final ApiKeys keys;
  private final Publishing publishing;
  private final RequestMeters meters;

  public PublishFilter(ApiKeys keys, Publishing publishing, RequestMeters meters) {
    this.keys = keys;
    this.publishing = publishing;
    this.meters = meters;
  }

  /** What came of a request's event: gives the receipt, or throws. Empty where nobody has tried. */
  @SuppressWarnings("unchecked")
  static Optional<Supplier<Receipt>> outcome(HttpServletRequest request) {
    return Optional.ofNullable((Supplier<Receipt>) request.getAttribute(OUTCOME));
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long began = System.nanoTime();
    HttpServletRequest request = (HttpServletRequest) any;
    Optional<Caller> caller = isPlain(request) ? caller(request) : Optional.empty();
    Optional<EventAccepted> accepted =
        caller.isPresent() ? publish(caller.get(), request) : Optional.empty();
    if (accepted.isPresent()) {
      answer((HttpServletResponse) response, accepted.get());
      meters.record(PATH, "POST", HttpServletResponse.SC_ACCEPTED, began);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isPlain(HttpServletRequest request) {
    int length = request.getContentLength();
    return request.getMethod().equals("POST") && length >= 0 && length <= RequestBody.MOST_BYTES;
  }

  /** Empty where PostgreSQL cannot say: then Jersey's filters ask again, and tell. */
  private Optional<Caller> caller(HttpServletRequest request) {
    try {
      // Plans are counted by Jersey's filters, in the database: that costs more than they do.
      return keys.caller(request)
          .filter(caller -> caller.mayAct(Role.PUBLISH) && caller.plan().isUnlimited());
    } catch (JdbiException away) {
      return Optional.empty();
    }
  }

  private Optional<EventAccepted> publish(Caller caller, HttpServletRequest request)
      throws IOException, ServletException {
    byte[] body = RequestBody.read(request.getInputStream());
    try {
      Receipt receipt = publishing.publish(caller, request, body);
      if (receipt instanceof Receipt.Accepted) {
        return Optional.of(EventAccepted.of(receipt));
      }
      leave(request, () -> receipt);
    } catch (RuntimeException refused) {
      // Of whatever kind: the resource throws it, where all are put into words, or logged.
      leave(
          request,
          () -> {
            throw refused;
          });
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new ServletException(stopping);
    }
    return Optional.empty();
  }

  private static void leave(HttpServletRequest request, Supplier<Receipt> outcome) {
    request.setAttribute(OUTCOME, outcome);
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
