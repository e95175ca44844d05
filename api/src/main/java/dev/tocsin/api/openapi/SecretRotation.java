package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code POST /subscriptions/{subscriptionId}/secret/rotate} takes. */
@Schema(name = "SecretRotation")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretRotation(
    @Schema(
            description = "How long earlier secrets go on signing at most; a day by default.",
            minimum = "0",
            maximum = "604800")
        @Nullable Integer overlapSeconds,
    @Schema(
            description = "Your own in place of a new one: whsec_ and 24 to 64 bytes in Base64.",
            pattern = "^whsec_([A-Za-z0-9+/]{4}){8,21}$")
        @Nullable String secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "SecretRotation[" + overlapSeconds + "]";
  }
}
