package dev.tocsin.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds what is true of many operations: errors, the parameters of listings, and examples. */
public final class CommonAnswers {
  /** ISO 8601 with an offset, from 1970 to 9999, as a regular expression. */
  public static final String TIME =
      "^(19[7-9][0-9]|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
          + "(Z|[+-][0-9]{2}:[0-9]{2})$";

  private static final Schema<?> PROBLEM = new Schema<>().$ref("#/components/schemas/Problem");
  private static final String ID = "^[A-Za-z0-9_]{1,64}$";
  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  private final Examples examples;

  CommonAnswers(Examples examples) {
    this.examples = examples;
  }

  void addTo(OpenAPI document) {
    for (Class<?> error : List.of(Problem.class, Problem.Refused.class)) {
      ModelConverters.getInstance(true)
          .readAll(error)
          .forEach(document.getComponents()::addSchemas);
    }
    document
        .getPaths()
        .forEach(
            (path, item) -> item.readOperations().forEach(operation -> complete(path, operation)));
  }

  private void complete(String path, Operation operation) {
    boolean hasBody = operation.getRequestBody() != null;
    boolean hasQuery =
        operation.getParameters() != null
            && operation.getParameters().stream().anyMatch(p -> "query".equals(p.getIn()));
    if (isListing(operation)) {
      operation.addParametersItem(
          query("cursor", "The next of an earlier page.", new JsonSchema().typesItem("string")));
      operation.addParametersItem(query("limit", "Items of a page; 50 by default.", limit()));
      hasQuery = true;
    }
    if (hasBody || hasQuery) {
      error(operation, "400", "What is wrong with each field or parameter.", JSON);
    }
    operation.getResponses().addApiResponse("403", forbidden());
    if (path.contains("{")) {
      operation.getParameters().stream()
          .filter(parameter -> parameter.getName().endsWith("Id"))
          .forEach(parameter -> parameter.getSchema().pattern(ID));
      error(operation, "400", "The path cannot be read.", PROBLEM_JSON);
      error(operation, "404", "The tenant has nothing of that id.", PROBLEM_JSON);
    }
    if (hasBody) {
      error(operation, "413", "The body is longer than 256 KiB.", PROBLEM_JSON);
    }
    operation
        .getResponses()
        .addApiResponse(
            "429",
            answer("The key's plan has nothing left for now.", JSON, "Refused")
                .addHeaderObject("Retry-After", seconds()));
    error(operation, "500", "A defect; the reason is in the log.", PROBLEM_JSON);
    operation
        .getResponses()
        .addApiResponse(
            "503",
            answer("PostgreSQL or Temporal is away. Try again later.", PROBLEM_JSON, "Problem")
                .addHeaderObject("Retry-After", seconds()));
    if (hasBody) {
      operation.getRequestBody().getContent().values().forEach(CommonAnswers::unboundItems);
    }
    addExamples(operation);
  }

  /** Swagger repeats the bounds of an array in its items. */
  private static void unboundItems(MediaType body) {
    Schema<?> items = body.getSchema().getItems();
    if (items != null) {
      items.setMaxItems(null);
    }
  }

  private static boolean isListing(Operation operation) {
    ApiResponse ok = operation.getResponses().get("200");
    Content content = ok == null ? null : ok.getContent();
    MediaType json = content == null ? null : content.get(JSON);
    Schema<?> schema = json == null ? null : json.getSchema();
    return schema != null && String.valueOf(schema.get$ref()).contains("PageAnswer");
  }

  private static Schema<?> limit() {
    return new JsonSchema()
        .typesItem("integer")
        .minimum(BigDecimal.ONE)
        .maximum(BigDecimal.valueOf(200));
  }

  private static Header seconds() {
    return new Header()
        .description("Seconds to wait.")
        .schema(new JsonSchema().typesItem("integer"));
  }

  private static Parameter query(String name, String description, Schema<?> schema) {
    return new Parameter().in("query").name(name).description(description).schema(schema);
  }

  /** Where there is an answer of that status, it may be of this media type as well. */
  private static void error(
      Operation operation, String status, String description, String mediaType) {
    ApiResponse known = operation.getResponses().get(status);
    if (known == null) {
      operation.getResponses().addApiResponse(status, answer(description, mediaType, "Problem"));
    } else if (known.getContent() != null) {
      known.getContent().addMediaType(mediaType, new MediaType().schema(PROBLEM));
    }
  }

  /** Without a good key in the words of old; without the role as a problem. */
  private ApiResponse forbidden() {
    ApiResponse answer = answer("The key is missing, unknown or lacks the role.", JSON, "Refused");
    answer
        .getContent()
        .addMediaType(
            PROBLEM_JSON,
            new MediaType()
                .schema(new Schema<>().$ref("#/components/schemas/Problem"))
                .example(examples.problem("role-missing")));
    return answer;
  }

  private static ApiResponse answer(String description, String mediaType, String schema) {
    Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + schema);
    return new ApiResponse()
        .description(description)
        .content(new Content().addMediaType(mediaType, new MediaType().schema(reference)));
  }

  private void addExamples(Operation operation) {
    String id = operation.getOperationId();
    if (operation.getRequestBody() != null) {
      Content content = operation.getRequestBody().getContent();
      content.forEach(
          (mediaType, media) ->
              examples
                  .requests(id, mediaType)
                  .forEach(
                      form ->
                          media.addExamples(form.getKey(), new Example().value(form.getValue()))));
      addExample(content, examples.request(id));
    }
    operation
        .getResponses()
        .forEach((status, answer) -> addExample(answer.getContent(), examples.answer(id, status)));
  }

  private static void addExample(@Nullable Content content, @Nullable JsonNode example) {
    if (content != null && example != null) {
      content.values().stream()
          .filter(media -> media.getExample() == null)
          .forEach(media -> media.setExample(example));
    }
  }
}
