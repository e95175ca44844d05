package dev.tocsin.api.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is sent as a schema is taken or refused with a reason, and so is every event then. */
class HostileSchemasIT {
  private static final long SEED = 20260214;
  private static final int SCHEMAS = 400;
  private static final String[] KEYWORDS = {
    "$ref",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicRef",
    "$defs",
    "definitions",
    "type",
    "enum",
    "const",
    "required",
    "properties",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "items",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "minimum",
    "multipleOf",
    "maxLength",
    "minItems",
    "uniqueItems",
    "pattern",
    "format",
    "unevaluatedProperties",
    "unevaluatedItems",
    "title",
    "x-own",
    "contentSchema"
  };
  private static final String[] TEXTS = {
    "#",
    "#/$defs/a",
    "#/$defs/b",
    "#/properties/a",
    "#/%zz",
    "http://127.0.0.1:1/",
    "file:///",
    "a",
    "b",
    "^a+$",
    "(a+)+$",
    "(",
    "(?=a)",
    "a{1000}",
    "((a{99}){99}){99}",
    "object",
    "string",
    "integer",
    "date-time",
    "",
    "\\u0000",
    "\\ud800",
    "~1",
    "https://json-schema.org/draft-07/"
  };
  private static final String[] SCALARS = {
    "0", "1", "-1", "1.5", "1e308", "1e-999999999", "1e999999999", "true", "false", "null"
  };

  private final Random random = new Random(SEED);

  @Test
  void noSchemaMakesTheDoorStumble() throws Exception {
    System.out.println("seed " + SEED);
    int taken = 0;
    try (TestDatabase database = TestDatabase.create();
        TestWorkflowEnvironment temporal = StartedApi.temporal();
        StartedApi api = new StartedApi(database.config(), temporal.getWorkflowClient())) {
      ApiKeySecret key = StartedApi.key(database.database(), "default");
      api.method(key, "PUT", "/admin/tenant", "{\"schemaMode\":\"strict\"}");
      for (int number = 0; number < SCHEMAS; number++) {
        String schema = random.nextInt(10) == 0 ? value(5) : schema(random.nextInt(5));
        String path = "/event-types/t" + number + "/versions/";
        Answer first = put(api, key, path + 1, schema);
        assertThat(first.status()).as(schema).isIn(201, 400);
        if (first.status() == 400) {
          assertThat(first.body().has("error")).as(schema).isTrue();
          continue;
        }
        taken++;
        String next = schema(2);
        assertThat(put(api, key, path + 2, next).status())
            .as(schema + " then " + next)
            .isIn(201, 400, 409);
        for (int i = 0; i < 3; i++) {
          String event =
              "{\"eventType\":\"t%d\",\"severity\":\"LOW\",\"title\":\"t\",\"details\":{\"a\":%s}}"
                  .formatted(number, value(3));
          assertThat(api.post(key, "/events", event).status())
              .as(schema + " on " + event)
              .isIn(202, 400);
        }
      }
    }
    assertThat(taken).isBetween(SCHEMAS / 10, SCHEMAS - SCHEMAS / 10);
  }

  private Answer put(StartedApi api, ApiKeySecret key, String path, String schema) {
    String example = random.nextBoolean() ? "" : ",\"example\":{}";
    return api.method(key, "PUT", path, "{\"schema\":" + schema + example + "}");
  }

  private String schema(int depth) {
    if (depth < 0) {
      return random.nextBoolean() ? "{}" : "true";
    }
    StringBuilder object = new StringBuilder("{");
    int keywords = random.nextInt(4);
    for (int i = 0; i < keywords; i++) {
      String keyword = KEYWORDS[random.nextInt(KEYWORDS.length)];
      object
          .append(i == 0 ? "" : ",")
          .append("\"" + keyword + "\":")
          .append(random.nextInt(12) == 0 ? value(2) : fitting(keyword, depth - 1));
    }
    return object.append('}').toString();
  }

  /** A value of the form that the keyword asks for, so that many schemas are valid. */
  private String fitting(String keyword, int depth) {
    return switch (keyword) {
      case "$defs", "definitions", "properties", "patternProperties", "dependentSchemas" ->
          "{\"a\":" + schema(depth) + ",\"b\":" + schema(depth) + "}";
      case "allOf", "anyOf", "oneOf", "prefixItems" ->
          "[" + schema(depth) + "," + schema(depth) + "]";
      case "minimum", "multipleOf", "maxLength", "minItems", "minContains", "maxContains" ->
          SCALARS[random.nextInt(4)];
      case "required" -> "[\"a\"]";
      case "dependentRequired" -> "{\"a\":[\"b\"]}";
      case "type" -> random.nextBoolean() ? "\"object\"" : "[\"object\",\"string\"]";
      case "enum" -> "[" + value(2) + "," + value(2) + "]";
      case "const", "x-own" -> value(2);
      case "uniqueItems" -> "true";
      case "$ref", "$id", "$schema", "$anchor", "$dynamicRef", "pattern", "format", "title" ->
          text();
      default -> schema(depth);
    };
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 3)) {
      case 0 -> text();
      case 3 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
      case 4 -> "{" + text() + ":" + value(depth - 1) + "}";
      default -> SCALARS[random.nextInt(SCALARS.length)];
    };
  }

  private String text() {
    return "\"" + TEXTS[random.nextInt(TEXTS.length)] + "\"";
  }
}
