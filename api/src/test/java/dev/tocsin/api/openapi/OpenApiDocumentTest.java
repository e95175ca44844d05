package dev.tocsin.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.api.deadletter.DeadLetterResource;
import dev.tocsin.api.delivery.DeliveryResource;
import dev.tocsin.api.event.EventBatchResource;
import dev.tocsin.api.event.EventResource;
import dev.tocsin.api.eventtype.EventTypeResource;
import dev.tocsin.api.inbound.InboundSettingsResource;
import dev.tocsin.api.key.KeyResource;
import dev.tocsin.api.pattern.PatternResource;
import dev.tocsin.api.subscription.SubscriptionResource;
import dev.tocsin.api.subscription.SubscriptionSecretResource;
import dev.tocsin.api.suppression.SuppressionResource;
import dev.tocsin.api.template.TemplateResource;
import dev.tocsin.api.tenant.TenantResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private final JsonNode document = document();

  @Test
  void everyOperationSaysWhatItIsForAndShowsEveryBody() {
    Set<String> ids = new HashSet<>();
    for (JsonNode operation : operations()) {
      String id = operation.path("operationId").asText();
      assertThat(ids.add(id)).as(id).isTrue();
      assertThat(operation.path("summary").asText()).as(id).isNotEmpty();
      assertThat(operation.path("tags")).as(id).hasSize(1);
      assertShown(id + " request", operation.path("requestBody"));
      operation
          .path("responses")
          .properties()
          .forEach(answer -> assertShown(id + " " + answer.getKey(), answer.getValue()));
    }
    assertThat(ids).hasSizeGreaterThan(13);
  }

  @Test
  void everyOperationTellsItsErrors() {
    for (JsonNode operation : operations()) {
      assertThat(names(operation.path("responses")))
          .as(operation.path("operationId").asText())
          .contains("403", "500", "503")
          .doesNotContain("default");
    }
    JsonNode publish = document.at("/paths/~1events/post/responses");
    assertThat(names(publish)).contains("202", "400", "403", "409", "413", "500", "503");
  }

  @Test
  void nobodyIsAskedForWhatThePartsOfTheServerNeed() {
    for (JsonNode operation : operations()) {
      for (JsonNode parameter : operation.path("parameters")) {
        assertThat(parameter.path("in").asText()).isIn("query", "path", "header");
        assertThat(parameter.path("schema").isEmpty()).as(parameter.toString()).isFalse();
      }
    }
    assertThat(document.toString()).doesNotContain("Caller", "InputStream", "dev.tocsin");
  }

  @Test
  void everyGroupOfOperationsHasItsPlaceOnThePage() {
    Set<String> used =
        operations().stream()
            .map(operation -> operation.path("tags").path(0).asText())
            .collect(Collectors.toSet());
    assertThat(document.path("tags"))
        .extracting(tag -> tag.path("name").asText())
        .startsWith("Events")
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void tellsWhatIsAlwaysThereAndWhatMayBeNull() {
    JsonNode event = document.at("/components/schemas/EventAnswer");
    assertThat(event.path("required").toString())
        .contains("eventId", "workflowId")
        .doesNotContain("moreDeliveries");
    assertThat(event.at("/properties/workflowId/type").toString()).contains("null", "string");
    assertThat(event.at("/properties/details/type").asText()).isEqualTo("object");
  }

  private static void assertShown(String what, JsonNode body) {
    body.path("content")
        .forEach(
            media -> assertThat(media.has("example") || media.has("examples")).as(what).isTrue());
  }

  private List<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    document.path("paths").forEach(path -> path.forEach(operations::add));
    return operations;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode document() {
    try {
      return new ObjectMapper()
          .readTree(
              OpenApiDocument.of(
                  Set.of(
                      EventResource.class,
                      EventBatchResource.class,
                      SubscriptionResource.class,
                      SubscriptionSecretResource.class,
                      EventTypeResource.class,
                      TenantResource.class,
                      InboundSettingsResource.class,
                      SuppressionResource.class,
                      KeyResource.class,
                      PatternResource.class,
                      TemplateResource.class,
                      DeadLetterResource.class,
                      DeliveryResource.class)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
