package dev.tocsin.activities.template;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The content types that a webhook's body can be written in. */
public final class ContentTypes {
  /** Of a body whose template names none. */
  public static final String DEFAULT = "application/json";

  /** What is allowed, for people. */
  public static final String RULE =
      "contentType must be application/json, text/plain, text/html, text/xml, application/xml, or"
          + " application/ and a name that ends in +json or +xml";

  private static final Pattern ALLOWED =
      Pattern.compile(
          "(application/(json|xml|[a-z0-9.-]{1,80}\\+(json|xml))|text/(plain|html|xml))");

  private ContentTypes() {}

  /** Lower-cased; empty where it is none of those allowed. */
  public static Optional<String> parse(String contentType) {
    String lower = contentType.toLowerCase(Locale.ROOT);
    return ALLOWED.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
  }

  static boolean isJson(String contentType) {
    return contentType.endsWith("json");
  }

  static boolean isMarkup(String contentType) {
    return contentType.endsWith("xml") || contentType.equals("text/html");
  }
}
