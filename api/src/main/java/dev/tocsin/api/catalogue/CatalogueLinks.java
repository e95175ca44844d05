package dev.tocsin.api.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses within the catalogue. */
final class CatalogueLinks {
  /** Where the catalogue is. */
  static final String ROOT = "/catalog";

  /** Segments that neither a browser nor the server reads as anything but themselves. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?!\\.{1,2}(/|$))[^/\\p{Cntrl}%;\\\\?#]+(/(?!\\.{1,2}(/|$))[^/\\p{Cntrl}%;\\\\?#]+)*");

  private CatalogueLinks() {}

  /** The page of a type. */
  static String type(String name) {
    if (!PLAIN.matcher(name).matches()) {
      return ROOT + query("type", name);
    }
    return ROOT
        + "/"
        + String.join(
            "/", List.of(name.split("/", -1)).stream().map(CatalogueLinks::encoded).toList());
  }

  /** A query of names and values; what has no value is left out. */
  static String query(@Nullable String... namesAndValues) {
    StringBuilder query = new StringBuilder();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      String value = namesAndValues[at + 1];
      if (value != null && !value.isEmpty()) {
        query.append(query.isEmpty() ? '?' : '&');
        query.append(namesAndValues[at]).append('=').append(encoded(value));
      }
    }
    return query.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
