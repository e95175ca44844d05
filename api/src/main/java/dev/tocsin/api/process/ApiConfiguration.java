package dev.tocsin.api.process;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.api.event.IntakeConfig;
import dev.tocsin.api.http.HttpConfig;
import dev.tocsin.worker.config.ProcessConfig;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The API's configuration: what it shares with the worker, the door, and what browsers may. */
public final class ApiConfiguration extends ProcessConfig {
  @JsonProperty @Valid @NotNull private IntakeConfig intake = IntakeConfig.DEFAULT;
  @JsonProperty @Valid @NotNull private HttpConfig http = HttpConfig.DEFAULT;

  public IntakeConfig intake() {
    return intake;
  }

  public HttpConfig http() {
    return http;
  }
}
