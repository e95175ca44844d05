package dev.tocsin.api.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes every body for JSON and answers JSON, whatever the headers say: existing clients may send
 * no content type, and curl says {@code application/x-www-form-urlencoded}. Before Jersey, which
 * refuses what is no media type at all.
 */
public final class AnyMediaTypeFilter implements Filter {
  private static final String SENT = AnyMediaTypeFilter.class.getName();

  /** The {@code Content-Type} that the client sent; absent where it sent none. */
  public static @Nullable String sentContentType(ServletRequest request) {
    return (String) request.getAttribute(SENT);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    request.setAttribute(SENT, request.getContentType());
    chain.doFilter(new AlwaysJson((HttpServletRequest) request), response);
  }

  private static final class AlwaysJson extends HttpServletRequestWrapper {
    AlwaysJson(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getContentType() {
      return "application/json";
    }

    @Override
    public @Nullable String getHeader(String name) {
      String fixed = fixed(name);
      return fixed == null ? super.getHeader(name) : fixed;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      String fixed = fixed(name);
      return fixed == null ? super.getHeaders(name) : Collections.enumeration(List.of(fixed));
    }

    private static @Nullable String fixed(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "content-type" -> "application/json";
        case "accept" -> "*/*";
        default -> null;
      };
    }
  }
}
