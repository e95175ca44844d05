package dev.tocsin.worker.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.partition.RetentionConfig;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The part of the configuration that the API and the worker have in common. */
@SuppressWarnings("NullAway.Init") // Jackson sets the fields, and validation sees that it did.
public class ProcessConfig extends Configuration {
  @JsonProperty @Valid @NotNull private DatabaseConfig database;
  @JsonProperty @Valid @NotNull private TemporalConfig temporal;
  @JsonProperty @Valid @NotNull private DeliveryConfig delivery;
  @JsonProperty @Valid @NotNull private SecretsConfig secrets;
  @JsonProperty @Valid @NotNull private RetentionConfig retention = RetentionConfig.DEFAULT;
  @JsonProperty @NotNull private HistoryConfig history = HistoryConfig.OFF;
  @JsonProperty @Valid @NotNull private CircuitConfig circuit = CircuitConfig.DEFAULT;
  @JsonProperty @Valid @NotNull private WorkerLimits limits = WorkerLimits.DEFAULT;

  public DatabaseConfig database() {
    return database;
  }

  public TemporalConfig temporal() {
    return temporal;
  }

  public DeliveryConfig delivery() {
    return delivery;
  }

  public SecretsConfig secrets() {
    return secrets;
  }

  public RetentionConfig retention() {
    return retention;
  }

  public HistoryConfig history() {
    return history;
  }

  public CircuitConfig circuit() {
    return circuit;
  }

  public WorkerLimits limits() {
    return limits;
  }
}
