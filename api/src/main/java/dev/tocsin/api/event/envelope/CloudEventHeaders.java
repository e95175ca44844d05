package dev.tocsin.api.event.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers whose names begin with {@code ce-}: a CloudEvent's attributes in binary mode
 * (CloudEvents' HTTP binding, section 3.1.3).
 *
 * @param values what was sent, by the name of the attribute in lower case
 */
public record CloudEventHeaders(Map<String, List<String>> values) {
  static final String PREFIX = "ce-";
  private static final Set<String> REQUIRED = Set.of("specversion", "id", "source", "type");

  /** Takes out of all headers, in any case, what is an attribute. */
  public static CloudEventHeaders among(Map<String, List<String>> headers) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    headers.forEach(
        (name, sent) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith(PREFIX)) {
            values.put(lower.substring(PREFIX.length()), List.copyOf(sent));
          }
        });
    return new CloudEventHeaders(values);
  }

  /** Whether any is there that only a CloudEvent has. */
  boolean sayCloudEvent() {
    return REQUIRED.stream().anyMatch(values::containsKey);
  }

  /**
   * The attributes, decoded.
   *
   * @param faults grows with each that cannot be decoded
   */
  ObjectNode decoded(List<String> faults) {
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    values.forEach(
        (name, sent) -> {
          String fault = PREFIX + name + " ";
          if (sent.size() != 1) {
            faults.add(fault + "must be sent once");
            return;
          }
          try {
            String value = percentDecoded(unquoted(sent.get(0)));
            if (value.indexOf('\0') >= 0) {
              faults.add(fault + "must not contain the NUL character");
            }
            attributes.put(name, value);
          } catch (CharacterCodingException notUtf8) {
            faults.add(fault + "must be printable ASCII, and percent-encoded UTF-8 beyond it");
          }
        });
    return attributes;
  }

  /** Undoes a quoted string, which older versions of the binding had (RFC 9110, 5.6.4). */
  private static String unquoted(String value) {
    int last = value.length() - 1;
    if (last < 1 || value.charAt(0) != '"' || value.charAt(last) != '"') {
      return value;
    }
    return value.substring(1, last).replaceAll("\\\\(.)", "$1");
  }

  /**
   * One round of percent-decoding, as section 3.1.3.2 asks for. A per cent sign that begins no
   * encoded byte stands for itself: clients that do not encode send it so.
   */
  private static String percentDecoded(String value) throws CharacterCodingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c > '~') {
        throw new CharacterCodingException();
      }
      if (c == '%' && at + 2 < value.length() && isHex(value, at + 1) && isHex(value, at + 2)) {
        bytes.write(Integer.parseInt(value, at + 1, at + 3, 16));
        at += 2;
      } else {
        bytes.write(c);
      }
    }
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
  }

  private static boolean isHex(String text, int at) {
    char c = text.charAt(at);
    return c < 128 && Character.digit(c, 16) >= 0;
  }
}
