package dev.tocsin.api.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** Whatever is sent as a schema is taken or refused with a reason, and so is every event then. */
class HostileSchemasIT {
  private static final Arbitrary<String> KEYWORDS =
      Arbitraries.of(
          """
          $ref $id $schema $anchor $dynamicRef $defs definitions type enum const required
          properties patternProperties additionalProperties propertyNames items
          prefixItems contains minContains maxContains allOf anyOf oneOf not if then else
          dependentSchemas dependentRequired dependencies minimum multipleOf maxLength
          minItems uniqueItems pattern format unevaluatedProperties unevaluatedItems title
          x-own contentSchema"""
              .split("\\s+"));
  private static final Arbitrary<String> TEXTS =
      Arbitraries.of(
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
              "https://json-schema.org/draft-07/")
          .map(text -> "\"" + text + "\"");
  private static final Arbitrary<String> SCALARS =
      Arbitraries.of(
          "0", "1", "-1", "1.5", "1e308", "1e-999999999", "1e999999999", "true", "false", "null");

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static ApiKeySecret key;
  private static int number;

  @BeforeContainer
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    key = StartedApi.key(database.database(), "default");
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
    api.method(key, "PUT", "/admin/tenant", "{\"schemaMode\":\"strict\"}");
  }

  @AfterContainer
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @Property(tries = 200, seed = "20260214")
  void noSchemaMakesTheDoorStumble(
      @ForAll("schemas") String schema,
      @ForAll("schemas") String next,
      @ForAll("values") @Size(3) List<String> values) {
    String type = "t" + number++;
    String path = "/event-types/" + type + "/versions/";
    Answer first = put(path + 1, schema);
    assertThat(first.status()).as(schema).isIn(201, 400);
    Statistics.collect(first.status());
    Statistics.coverage(seen -> seen.check(201).percentage(share -> share > 10 && share < 90));
    if (first.status() == 400) {
      assertThat(first.body().has("error")).as(schema).isTrue();
      return;
    }
    assertThat(put(path + 2, next).status()).as(schema + " then " + next).isIn(201, 400, 409);
    for (String value : values) {
      String event =
          "{\"eventType\":\"%s\",\"severity\":\"LOW\",\"title\":\"t\",\"details\":{\"a\":%s}}"
              .formatted(type, value);
      assertThat(api.post(key, "/events", event).status())
          .as(schema + " on " + event)
          .isIn(202, 400);
    }
  }

  private static Answer put(String path, String schema) {
    String example = number % 2 == 0 ? "" : ",\"example\":{}";
    return api.method(key, "PUT", path, "{\"schema\":" + schema + example + "}");
  }

  @Provide
  Arbitrary<List<String>> values() {
    return value(3).list();
  }

  @Provide
  Arbitrary<String> schemas() {
    return Arbitraries.frequencyOf(Tuple.of(9, schema(4)), Tuple.of(1, value(5)));
  }

  private static Arbitrary<String> schema(int depth) {
    if (depth < 0) {
      return Arbitraries.of("{}", "true");
    }
    // Most values have the form that their keyword asks for, so that many schemas are valid.
    Arbitrary<String> keyword =
        KEYWORDS.flatMap(
            name ->
                Arbitraries.frequencyOf(
                        Tuple.of(11, fitting(name, depth - 1)), Tuple.of(1, value(2)))
                    .map(value -> "\"" + name + "\":" + value));
    return keyword.list().ofMaxSize(3).map(keywords -> "{" + String.join(",", keywords) + "}");
  }

  private static Arbitrary<String> fitting(String keyword, int depth) {
    return switch (keyword) {
      case "$defs", "definitions", "properties", "patternProperties", "dependentSchemas" ->
          both("{\"a\":%s,\"b\":%s}", schema(depth));
      case "allOf", "anyOf", "oneOf", "prefixItems" -> both("[%s,%s]", schema(depth));
      case "minimum", "multipleOf", "maxLength", "minItems", "minContains", "maxContains" ->
          Arbitraries.of("0", "1", "-1", "1.5");
      case "required" -> Arbitraries.just("[\"a\"]");
      case "dependentRequired" -> Arbitraries.just("{\"a\":[\"b\"]}");
      case "type" -> Arbitraries.of("\"object\"", "[\"object\",\"string\"]");
      case "enum" -> both("[%s,%s]", value(2));
      case "const", "x-own" -> value(2);
      case "uniqueItems" -> Arbitraries.just("true");
      case "$ref", "$id", "$schema", "$anchor", "$dynamicRef", "pattern", "format", "title" ->
          TEXTS;
      default -> schema(depth);
    };
  }

  private static Arbitrary<String> value(int depth) {
    return depth == 0
        ? Arbitraries.oneOf(TEXTS, SCALARS)
        : Arbitraries.oneOf(
            TEXTS,
            SCALARS,
            SCALARS,
            both("[%s,%s]", value(depth - 1)),
            Combinators.combine(TEXTS, value(depth - 1)).as("{%s:%s}"::formatted));
  }

  private static Arbitrary<String> both(String form, Arbitrary<String> part) {
    return Combinators.combine(part, part).as(form::formatted);
  }
}
