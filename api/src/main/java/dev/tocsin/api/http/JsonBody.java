package dev.tocsin.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tocsin.api.errors.InvalidJsonException;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request's body as JSON: key order and the digits of numbers are kept, and what could not be
 * stored or carried later is noted.
 *
 * @param root any JSON value
 * @param oddities what is wrong inside of fields, in the order of the body
 */
public record JsonBody(JsonNode root, List<Oddity> oddities) {
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /**
   * Something that JSON allows and that PostgreSQL, a workflow or a subscriber could not take.
   *
   * @param field the top-level field that it is in
   */
  public record Oddity(String field, String message) {}

  /**
   * @throws InvalidJsonException where it is no JSON in UTF-8, or more than one value
   * @throws dev.tocsin.api.errors.BodyTooLargeException beyond {@link RequestBody#MOST_BYTES}
   */
  public static JsonBody read(InputStream body) throws IOException {
    return parse(RequestBody.read(body));
  }

  /**
   * @throws InvalidJsonException where it is no JSON in UTF-8, or more than one value
   */
  public static JsonBody parse(byte[] body) {
    return new JsonReader().read(body);
  }

  /**
   * Reads what is the value of a field, though it came without the object around it: faults name
   * the field, and it may be nested as deep as it might there.
   *
   * @throws InvalidJsonException where it is no JSON in UTF-8, or more than one value
   */
  public static JsonBody parseField(String field, byte[] value) {
    return new JsonReader().readField(field, value);
  }

  /** A field's name as a message can show it: short, and without what is no printable character. */
  public static String shown(String name) {
    return Text.shorten(UNPRINTABLE.matcher(name).replaceAll("?"), 64);
  }

  /** The compact text of a value, with its keys in order and its numbers as they came. */
  public static JsonText compact(JsonNode value) {
    return new JsonText(CompactWriter.write(value));
  }

  /** A top-level field; missing where it is absent or null, or the body is no object. */
  public JsonNode field(String name) {
    JsonNode value = root.path(name);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  /** What is wrong inside of these fields; fields that nobody reads may hold anything. */
  public List<String> odditiesIn(Set<String> fields) {
    return oddities.stream()
        .filter(oddity -> fields.contains(oddity.field()))
        .map(Oddity::message)
        .distinct()
        .toList();
  }

  /** What is wrong inside of any field. */
  public List<String> allOddities() {
    return oddities.stream().map(Oddity::message).distinct().toList();
  }
}
