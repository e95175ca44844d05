package dev.tocsin.api.process;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.api.event.IntakeConfig;
import dev.tocsin.api.http.HttpConfig;
import dev.tocsin.store.database.DatabaseConfig;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The YAML of the API process: Dropwizard's own ({@code server}, {@code logging}) and ours. */
public class ApiConfiguration extends Configuration {
  @JsonProperty("database")
  @NotNull
  private @Nullable DatabaseConfig database;

  @JsonProperty("intake")
  @Valid
  private IntakeConfig intake = IntakeConfig.DEFAULT;

  @JsonProperty("http")
  @Valid
  private HttpConfig http = HttpConfig.DEFAULT;

  /** Where PostgreSQL is. */
  public DatabaseConfig database() {
    if (database == null) {
      throw new IllegalStateException("The configuration was not validated");
    }
    return database;
  }

  /** The door. */
  public IntakeConfig intake() {
    return intake;
  }

  /** Origins. */
  public HttpConfig http() {
    return http;
  }
}
