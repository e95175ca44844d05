package dev.tocsin.worker.config;

import dev.tocsin.worker.history.HistoryKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of Temporal's histories is encrypted, and who may read it all the same. The last two matter
 * to the API only.
 *
 * @param keys {@code id:key,id:key} with keys of 32 bytes in base64; the first encrypts, all
 *     decrypt, and {@code plain} in front encrypts nothing; absent or empty: nothing is encrypted
 * @param uiOrigin origins of Temporal's UI, with commas between: {@code
 *     https://temporal.example.com}; absent or empty: none
 * @param operatorTenant the tenant whose keys open the codec endpoint; absent or empty: {@code
 *     default}
 */
public record HistoryConfig(
    @Nullable String keys, @Nullable String uiOrigin, @Nullable String operatorTenant) {
  public static final HistoryConfig OFF = new HistoryConfig(null, null, null);

  private static final String DEFAULT_TENANT = "default";
  private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+");

  /**
   * @throws IllegalArgumentException where they are malformed; the message shows no key
   */
  public HistoryKeys historyKeys() {
    return HistoryKeys.parse(Objects.requireNonNullElse(keys, ""));
  }

  /**
   * @throws IllegalArgumentException where one is none
   */
  public List<String> uiOrigins() {
    return Arrays.stream(Objects.requireNonNullElse(uiOrigin, "").split(","))
        .map(String::strip)
        .filter(origin -> !origin.isEmpty())
        .map(HistoryConfig::origin)
        .toList();
  }

  private static String origin(String text) {
    if (!ORIGIN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "TOCSIN_TEMPORAL_UI_ORIGIN: not an origin as https://temporal.example.com is: " + text);
    }
    return text;
  }

  public String operators() {
    return operatorTenant == null || operatorTenant.isBlank() ? DEFAULT_TENANT : operatorTenant;
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "HistoryConfig[uiOrigin=" + uiOrigin + ", operatorTenant=" + operatorTenant + "]";
  }
}
