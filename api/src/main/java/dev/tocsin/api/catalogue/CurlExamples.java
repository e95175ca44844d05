package dev.tocsin.api.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tocsin.api.page.PageText;
import dev.tocsin.contract.model.JsonText;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Commands to copy: each word quoted for a POSIX shell, whatever stands in it. */
final class CurlExamples {
  private final String base;

  /**
   * @param base where the caller found the API
   */
  CurlExamples(URI base) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  String publish(String name, @Nullable JsonText details) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("eventType", name);
    body.put("severity", "LOW");
    body.put("title", "An example");
    body.putRawValue("details", new RawValue(details == null ? "{}" : details.text()));
    return post("/events", body);
  }

  String subscribe(String name) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("eventType", name);
    body.put("severityFilter", "LOW");
    body.put("channel", "WEBHOOK");
    body.put("target", "https://example.com/hook");
    return post("/subscriptions", body);
  }

  private String post(String path, ObjectNode body) {
    return "curl -H \"x-api-key: $TOCSIN_KEY\" \\\n  "
        + quoted(base + path)
        + " \\\n  -d "
        + quoted(PageText.json(body.toString()));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
