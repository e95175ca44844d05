package dev.tocsin.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** JSON as careless and hostile senders write it: text, so that it can hold what no tree can. */
public final class AnyJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Arbitrary<String> ODD =
      Arbitraries.of(
          "\\ud83d\\ude00",
          "\\u2028",
          "\\\"",
          "\\\\",
          "\\/",
          "\\n",
          "\\r\\nx: y",
          "'; DROP TABLE event; --",
          "<script>",
          "ü",
          "😀",
          "ﷺ",
          "\\u0001",
          "$1",
          ":id",
          "?",
          "{}",
          "%s");
  private static final Arbitrary<String> NEVER_STORED =
      Arbitraries.of("\\u0000", "\\u0000\\u0000", "\\ud800", "\\udfff", "\\ude00\\ud83d");

  private AnyJson() {}

  /** A string in its quotes; most can be stored. */
  public static Arbitrary<String> text() {
    return Arbitraries.frequencyOf(Tuple.of(40, ODD), Tuple.of(1, NEVER_STORED))
        .list()
        .ofMaxSize(3)
        .map(pieces -> "\"x" + String.join("", pieces) + "\"");
  }

  /** What JSON allows; some are beyond what can be stored. */
  public static Arbitrary<String> number() {
    return Arbitraries.oneOf(
        Arbitraries.of("0", "-0", "1", "-1", "0.1", "1E+2", "1e308", "-1e308", "1.0e309", "1e-400"),
        Arbitraries.of("1e200000", "1e99999999999", "1e2147483648", "1e-2147483648", "1e-99999999"),
        Arbitraries.of("2147483648", "9007199254740993", "9223372036854775808"),
        Arbitraries.integers().between(1, 120).map("1"::repeat));
  }

  /** Any value, nested at most so deep. */
  public static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.oneOf(number(), text(), Arbitraries.of("true", "false", "null", "\"\""));
    return depth == 0 ? scalar : Arbitraries.oneOf(scalar, array(depth), object(depth));
  }

  /** An object, nested at most so deep; a key may come twice. */
  public static Arbitrary<String> object(int depth) {
    return Combinators.combine(text(), value(depth - 1))
        .as((name, value) -> name + ":" + value)
        .list()
        .ofMaxSize(3)
        .map(fields -> "{" + String.join(",", fields) + "}");
  }

  private static Arbitrary<String> array(int depth) {
    return value(depth - 1)
        .list()
        .ofMaxSize(3)
        .map(elements -> "[" + String.join(",", elements) + "]");
  }

  /** Values that a request is refused for, wherever they stand: too long, too deep. */
  public static Arbitrary<String> beyondLimits() {
    return Arbitraries.oneOf(
        Arbitraries.of(256, 2_049, 70_000).map(length -> "\"" + "y".repeat(length) + "\""),
        Arbitraries.of(63, 65, 5_000).map(depth -> "[".repeat(depth) + "]".repeat(depth)),
        Arbitraries.of(63, 65, 5_000)
            .map(depth -> "{\"a\":".repeat(depth) + "1" + "}".repeat(depth)),
        Arbitraries.of(101, 50_000).map("7"::repeat),
        Arbitraries.of(101, 3_000).map(many -> "[" + "1,".repeat(many) + "1]"));
  }

  /** Strings and keys that PostgreSQL takes nowhere. */
  public static Arbitrary<String> neverStored() {
    return Combinators.combine(Arbitraries.of("\"a%s\"", "{\"%s\":1}"), NEVER_STORED)
        .as(String::formatted);
  }

  /** One of the documents with one or two of its places replaced, doubled or left out. */
  public static Arbitrary<String> mutationsOf(
      List<String> documents, Arbitrary<String> replacements) {
    Arbitrary<Mutation> mutations =
        Combinators.combine(
                Arbitraries.integers().between(0, 1_000),
                Arbitraries.of(Mutation.Kind.values()),
                replacements)
            .as(Mutation::new);
    return Combinators.combine(
            Arbitraries.of(documents), mutations.list().ofMinSize(1).ofMaxSize(2))
        .as(AnyJson::mutate);
  }

  private record Mutation(int place, Kind kind, String value) {
    enum Kind {
      REPLACED,
      DOUBLED,
      LEFT_OUT
    }
  }

  private static String mutate(String document, List<Mutation> mutations) {
    try {
      JsonNode root = JSON.readTree(document);
      for (Mutation mutation : mutations) {
        List<Runnable> places = new ArrayList<>();
        collect(root, mutation, places);
        if (!places.isEmpty()) {
          places.get(mutation.place() % places.size()).run();
        }
      }
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void collect(JsonNode node, Mutation mutation, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(name -> places.add(() -> mutate(object, name, mutation)));
    } else if (node instanceof ArrayNode array) {
      for (int index = 0; index < array.size(); index++) {
        int at = index;
        places.add(() -> mutate(array, at, mutation));
      }
    }
    if (node instanceof ContainerNode<?>) {
      node.forEach(child -> collect(child, mutation, places));
    }
  }

  private static void mutate(ObjectNode object, String name, Mutation mutation) {
    switch (mutation.kind()) {
      case REPLACED -> object.putRawValue(name, new RawValue(mutation.value()));
      case DOUBLED ->
          object.putRawValue(
              name,
              new RawValue(object.get(name) + "," + NODES.textNode(name) + ":" + mutation.value()));
      case LEFT_OUT -> object.remove(name);
    }
  }

  private static void mutate(ArrayNode array, int index, Mutation mutation) {
    switch (mutation.kind()) {
      case REPLACED -> array.set(index, NODES.rawValueNode(new RawValue(mutation.value())));
      case DOUBLED -> array.insertRawValue(index, new RawValue(mutation.value()));
      case LEFT_OUT -> array.remove(index);
    }
  }
}
