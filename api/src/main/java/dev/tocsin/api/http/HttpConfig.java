package dev.tocsin.api.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API tells browsers.
 *
 * @param allowedOrigins origins whose pages may call the API ({@code https://ops.example.com}); in
 *     YAML a list or one text with commas. Default {@code *}: all
 */
public record HttpConfig(List<String> allowedOrigins) {
  public static final HttpConfig DEFAULT = new HttpConfig(List.of("*"));

  public HttpConfig {
    allowedOrigins =
        allowedOrigins.stream()
            .flatMap(origins -> Arrays.stream(origins.split(",", -1)))
            .map(String::trim)
            .filter(origin -> !origin.isEmpty())
            .toList();
  }

  @JsonCreator
  static HttpConfig of(@JsonProperty("allowedOrigins") @Nullable List<String> allowedOrigins) {
    return allowedOrigins == null ? DEFAULT : new HttpConfig(allowedOrigins);
  }
}
