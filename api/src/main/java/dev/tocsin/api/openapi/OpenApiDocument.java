package dev.tocsin.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Describes resources in OpenAPI 3.1.0, as JSON in UTF-8. */
public final class OpenApiDocument {
  private static final String KEY = "apiKey";
  private static final String BEARER = "bearer";

  /** In the order in which the page shows them: what most people come for first. */
  private static final List<String> TAGS =
      List.of(
          "Events",
          "Subscriptions",
          "Templates",
          "Deliveries",
          "Suppressions",
          "Event types",
          "Patterns",
          "Keys",
          "Tenant");

  private OpenApiDocument() {}

  /**
   * @param resources whose operations are described
   */
  public static byte[] of(Set<Class<?>> resources) {
    extendSwagger();
    OpenAPI document =
        new Reader(new SwaggerConfiguration().openAPI31(true).openAPI(head())).read(resources);
    document.setPaths(sorted(document.getPaths()));
    new CommonAnswers(Examples.read()).addTo(document);
    try {
      return Json31.mapper().writeValueAsBytes(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("The description can always be written", impossible);
    }
  }

  /** The same at every start. */
  private static Paths sorted(Paths paths) {
    Paths sorted = new Paths();
    new TreeMap<>(paths).forEach(sorted::addPathItem);
    return sorted;
  }

  private static OpenAPI head() {
    SecurityScheme key =
        new SecurityScheme()
            .type(SecurityScheme.Type.APIKEY)
            .in(SecurityScheme.In.HEADER)
            .name("x-api-key")
            .description("Made by: tocsin keys create");
    SecurityScheme bearer = new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer");
    return new OpenAPI()
        .openapi("3.1.0")
        .info(
            new Info()
                .title("Tocsin")
                .version("1")
                .description(
                    "Publish business events; Tocsin delivers each to the subscriptions that match.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .tags(TAGS.stream().map(name -> new Tag().name(name)).toList())
        .servers(List.of(new Server().url("/")))
        .components(
            new Components().addSecuritySchemes(KEY, key).addSecuritySchemes(BEARER, bearer))
        .security(
            List.of(
                new SecurityRequirement().addList(KEY), new SecurityRequirement().addList(BEARER)));
  }

  /** Swagger keeps both lists in static fields. */
  private static synchronized void extendSwagger() {
    ModelConverters converters = ModelConverters.getInstance(true);
    if (converters.getConverters().stream().noneMatch(RecordSchemas.class::isInstance)) {
      converters.addConverter(new RecordSchemas());
      var extensions = new ArrayList<>(OpenAPIExtensions.getExtensions());
      extensions.add(0, new HiddenParameters());
      OpenAPIExtensions.setExtensions(extensions);
    }
  }
}
