package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonView;
import io.dropwizard.auth.Auth;
import io.swagger.v3.jaxrs2.ResolvedParameter;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.oas.models.Components;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller is no parameter of a request, nor is the request itself, and a body that we read
 * ourselves is described apart.
 */
final class HiddenParameters extends AbstractOpenAPIExtension {
  @Override
  public ResolvedParameter extractParameters(
      List<Annotation> annotations,
      Type type,
      Set<Type> typesToSkip,
      Components components,
      @Nullable Consumes classConsumes,
      @Nullable Consumes methodConsumes,
      boolean includeRequestBody,
      @Nullable JsonView jsonView,
      Iterator<OpenAPIExtension> chain) {
    boolean hidden =
        type == InputStream.class
            || annotations.stream()
                .anyMatch(each -> each instanceof Auth || each instanceof Context);
    return hidden
        ? new ResolvedParameter()
        : super.extractParameters(
            annotations,
            type,
            typesToSkip,
            components,
            classConsumes,
            methodConsumes,
            includeRequestBody,
            jsonView,
            chain);
  }
}
