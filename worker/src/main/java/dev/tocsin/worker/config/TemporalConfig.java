package dev.tocsin.worker.config;

import jakarta.validation.constraints.NotBlank;

/**
 * Where Temporal is. TLS, client certificates and API keys come from Temporal's own environment
 * variables ({@code TEMPORAL_TLS}, {@code TEMPORAL_API_KEY}, …, see
 * https://docs.temporal.io/develop/environment-configuration).
 *
 * @param address {@code host:port}, default {@code 127.0.0.1:7233}
 * @param namespace must exist and have the search attributes; default {@code default}
 */
public record TemporalConfig(@NotBlank String address, @NotBlank String namespace) {}
