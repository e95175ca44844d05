package dev.tocsin.api.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the headers of the Fetch standard's CORS protocol on every answer; answers pre-flights. */
public final class CrossOriginFilter implements Filter {
  private final List<String> allowed;

  public CrossOriginFilter(HttpConfig config) {
    this.allowed = config.allowedOrigins();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    allowOrigin(asked.getHeader("Origin"), answer);
    if (asked.getMethod().equals("OPTIONS")) {
      answer.setHeader(
          "Access-Control-Allow-Headers",
          "Content-Type, x-api-key, Authorization, Idempotency-Key");
      answer.setHeader("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE, OPTIONS");
      answer.setHeader("Access-Control-Max-Age", "3600");
      answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    answer.setHeader("Access-Control-Allow-Headers", "Content-Type");
    chain.doFilter(request, response);
  }

  private void allowOrigin(@Nullable String origin, HttpServletResponse answer) {
    if (allowed.contains("*")) {
      answer.setHeader("Access-Control-Allow-Origin", "*");
      return;
    }
    answer.setHeader("Vary", "Origin");
    if (origin != null && allowed.contains(origin)) {
      answer.setHeader("Access-Control-Allow-Origin", origin);
    }
  }
}
