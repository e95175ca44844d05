package dev.tocsin.api.cors;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/** Puts the headers of the path's {@link CrossOrigin} on every answer; answers pre-flights. */
public final class CrossOriginFilter implements Filter {
  private final Function<String, CrossOrigin> byPath;

  public CrossOriginFilter(Function<String, CrossOrigin> byPath) {
    this.byPath = byPath;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    CrossOrigin crossOrigin = byPath.apply(asked.getRequestURI());
    String origin = asked.getHeader("Origin");
    if (asked.getMethod().equals("OPTIONS")) {
      crossOrigin
          .preflight(origin, asked.getHeader("Access-Control-Request-Headers"))
          .forEach(answer::setHeader);
      answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    crossOrigin.answer(origin).forEach(answer::setHeader);
    chain.doFilter(request, response);
  }
}
