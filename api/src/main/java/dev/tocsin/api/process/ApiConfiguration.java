package dev.tocsin.api.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.api.event.IntakeConfig;
import dev.tocsin.api.http.HttpConfig;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.worker.config.ProcessConfig;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/** The API's configuration: what it shares with the worker, the door, and what browsers may. */
public final class ApiConfiguration extends ProcessConfig {
  private static final int SHORTEST_KEY = 24;

  @JsonProperty @Valid @NotNull private IntakeConfig intake = IntakeConfig.DEFAULT;
  @JsonProperty @Valid @NotNull private HttpConfig http = HttpConfig.DEFAULT;

  @JsonProperty private boolean eager = true;
  @JsonProperty private String bootstrapKey = "";

  /** Whether this process hosts a worker for the events that it starts; default true. */
  public boolean eager() {
    return eager;
  }

  /**
   * An API key of the tenant {@code default} to make at the start where it is not there yet; empty:
   * none. At least 24 characters.
   */
  public Optional<ApiKeySecret> bootstrapKey() {
    return bootstrapKey.isEmpty() ? Optional.empty() : Optional.of(new ApiKeySecret(bootstrapKey));
  }

  @JsonIgnore
  @ValidationMethod(message = "bootstrapKey must have at least 24 characters")
  public boolean isBootstrapKeyLongEnough() {
    return bootstrapKey.isEmpty() || bootstrapKey.length() >= SHORTEST_KEY;
  }

  public IntakeConfig intake() {
    return intake;
  }

  public HttpConfig http() {
    return http;
  }
}
