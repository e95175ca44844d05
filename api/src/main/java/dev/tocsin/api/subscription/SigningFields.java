package dev.tocsin.api.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Signing;
import dev.tocsin.contract.model.WebhookFormat;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads how a subscription's events are written and signed. */
final class SigningFields {
  private static final String FORMATS =
      Arrays.stream(WebhookFormat.values())
          .map(WebhookFormat::label)
          .collect(Collectors.joining(", "));

  private SigningFields() {}

  /** {@code format}: the form of old where it is absent or wrong. */
  static WebhookFormat format(JsonBody body, List<String> faults) {
    JsonNode value = body.field("format");
    if (value.isMissingNode()) {
      return WebhookFormat.TOCSIN;
    }
    Optional<WebhookFormat> format =
        value.isTextual() ? WebhookFormat.parse(value.textValue()) : Optional.empty();
    if (format.isEmpty()) {
      faults.add("format must be one of: " + FORMATS);
    }
    return format.orElse(WebhookFormat.TOCSIN);
  }

  /** {@code signatures}: one or both, each once; by the secret where it is absent or wrong. */
  static List<SignatureScheme> signatures(JsonBody body, List<String> faults) {
    JsonNode value = body.field("signatures");
    if (value.isMissingNode()) {
      return Signing.DEFAULT.schemes();
    }
    Set<SignatureScheme> schemes = new LinkedHashSet<>();
    boolean wrong = !value.isArray() || value.isEmpty();
    for (JsonNode each : value) {
      Optional<SignatureScheme> scheme =
          each.isTextual() ? SignatureScheme.parse(each.textValue()) : Optional.empty();
      wrong |= scheme.isEmpty() || !schemes.add(scheme.get());
    }
    if (wrong) {
      faults.add("signatures must be an array of v1 and v1a, one of them or both, each once");
      return Signing.DEFAULT.schemes();
    }
    return List.copyOf(schemes);
  }
}
