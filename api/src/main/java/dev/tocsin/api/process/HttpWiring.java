package dev.tocsin.api.process;

import dev.tocsin.api.codec.CodecResource;
import dev.tocsin.api.cors.CrossOrigin;
import dev.tocsin.api.cors.CrossOriginFilter;
import dev.tocsin.api.errors.ApiExceptionMapper;
import dev.tocsin.api.errors.HttpExceptionMapper;
import dev.tocsin.api.errors.JsonErrorHandler;
import dev.tocsin.api.errors.UnexpectedExceptionMapper;
import dev.tocsin.api.http.AnyMediaTypeFilter;
import dev.tocsin.api.http.RequestMeters;
import dev.tocsin.api.http.WithoutAnnotations;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for every request. */
final class HttpWiring {
  private HttpWiring() {}

  static void register(Environment environment, ApiConfiguration configuration, ApiParts parts) {
    if (configuration.getServerFactory() instanceof AbstractServerFactory server) {
      // Dropwizard's answer in HTML or with class names; ours take every exception.
      server.setRegisterDefaultExceptionMappers(false);
      // What no path takes is refused by Jersey, which says what the path does take.
      Set<String> methods = new HashSet<>(server.getAllowedMethods());
      methods.addAll(List.of("QUERY", "TRACE"));
      server.setAllowedMethods(methods);
    }
    var jersey = environment.jersey();
    jersey.register(new ApiExceptionMapper());
    jersey.register(new HttpExceptionMapper());
    jersey.register(UnexpectedExceptionMapper.class);
    jersey.register(new RequestMeters(parts.meters()));
    jersey.register(new WithoutAnnotations());
    CrossOrigin crossOrigin = new CrossOrigin(configuration.http().allowedOrigins());
    CrossOrigin ofCodec = CrossOrigin.withCookies(configuration.history().uiOrigins());
    addFilter(
        environment,
        "cross-origin",
        new CrossOriginFilter(
            path -> path.startsWith(CodecResource.PATH + "/") ? ofCodec : crossOrigin));
    addFilter(environment, "any-media-type", new AnyMediaTypeFilter());
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> server.setErrorHandler(new JsonErrorHandler(crossOrigin)));
  }

  private static void addFilter(Environment environment, String name, Filter filter) {
    environment
        .servlets()
        .addFilter(name, filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
