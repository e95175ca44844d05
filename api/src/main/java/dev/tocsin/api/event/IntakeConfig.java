package dev.tocsin.api.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The door and the lanes behind it.
 *
 * @param waitingMax requests that may wait for their commit; beyond it they are answered 503. 1 to
 *     1,000,000, default 10,000
 * @param timeoutSeconds how long a request waits for its commit before it is answered 503. 1 to 60,
 *     default 10
 * @param startsInFlight workflow starts of one severity under way at a time. 1 to 64, default 1
 * @param groupMax events that one workflow carries at most: what comes while a start is under way.
 *     1 to 200, default 200; 1 makes a workflow for each event
 * @param lanesMax committed events of one severity that wait in memory for their start; beyond it
 *     recovery starts them. 1 to 1,000,000, default 10,000
 */
public record IntakeConfig(
    @Min(1) @Max(1_000_000) int waitingMax,
    @Min(1) @Max(60) int timeoutSeconds,
    @Min(1) @Max(64) int startsInFlight,
    @Min(1) @Max(200) int groupMax,
    @Min(1) @Max(1_000_000) int lanesMax) {

  public static final IntakeConfig DEFAULT = new IntakeConfig(10_000, 10, 1, 200, 10_000);

  @JsonCreator
  static IntakeConfig of(
      @JsonProperty("waitingMax") @Nullable Integer waitingMax,
      @JsonProperty("timeoutSeconds") @Nullable Integer timeoutSeconds,
      @JsonProperty("startsInFlight") @Nullable Integer startsInFlight,
      @JsonProperty("groupMax") @Nullable Integer groupMax,
      @JsonProperty("lanesMax") @Nullable Integer lanesMax) {
    return new IntakeConfig(
        Objects.requireNonNullElse(waitingMax, DEFAULT.waitingMax),
        Objects.requireNonNullElse(timeoutSeconds, DEFAULT.timeoutSeconds),
        Objects.requireNonNullElse(startsInFlight, DEFAULT.startsInFlight),
        Objects.requireNonNullElse(groupMax, DEFAULT.groupMax),
        Objects.requireNonNullElse(lanesMax, DEFAULT.lanesMax));
  }
}
