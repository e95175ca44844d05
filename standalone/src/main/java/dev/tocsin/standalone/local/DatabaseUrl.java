package dev.tocsin.standalone.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a database is, and as whom to connect. Reads both forms that are about: {@code
 * jdbc:postgresql://host/db?user=…&password=…} and {@code postgres://user:password@host/db}.
 *
 * @param jdbcUrl without user and password
 */
record DatabaseUrl(String jdbcUrl, String user, String password) {

  /**
   * @throws LocalServerException when it is neither form; the message leaves the value out, since a
   *     password may stand in it
   */
  static DatabaseUrl parse(String value) {
    String plain = value.startsWith("jdbc:") ? value.substring("jdbc:".length()) : value;
    if (!plain.startsWith("postgresql://") && !plain.startsWith("postgres://")) {
      throw unreadable();
    }
    try {
      URI uri = new URI(plain);
      String host = uri.getRawAuthority();
      String user = "";
      String password = "";
      if (host == null) {
        throw unreadable();
      }
      int at = host.lastIndexOf('@');
      if (at >= 0) {
        String[] parts = host.substring(0, at).split(":", 2);
        user = decoded(parts[0]);
        password = parts.length == 2 ? decoded(parts[1]) : "";
        host = host.substring(at + 1);
      }
      List<String> rest = new ArrayList<>();
      for (String parameter : query(uri)) {
        if (parameter.startsWith("user=")) {
          user = decoded(parameter.substring("user=".length()));
        } else if (parameter.startsWith("password=")) {
          password = decoded(parameter.substring("password=".length()));
        } else {
          rest.add(parameter);
        }
      }
      String query = rest.isEmpty() ? "" : "?" + String.join("&", rest);
      return new DatabaseUrl(
          "jdbc:postgresql://" + host + uri.getRawPath() + query, user, password);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw unreadable();
    }
  }

  /** Fit to be shown: parameters may hold secrets of their own, such as a key's passphrase. */
  String withoutParameters() {
    return jdbcUrl.replaceFirst("\\?.*", "");
  }

  @Override
  public String toString() {
    return withoutParameters() + " as " + user;
  }

  private static List<String> query(URI uri) {
    String query = uri.getRawQuery();
    return query == null ? List.of() : List.of(query.split("&", -1));
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
  }

  private static LocalServerException unreadable() {
    return new LocalServerException(
        "DATABASE_URL is not readable: it takes postgres://user:password@host:port/database"
            + " or jdbc:postgresql://host:port/database?user=…&password=….");
  }
}
