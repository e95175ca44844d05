package dev.tocsin.worker;

import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of Temporal's test environment, which skips. */
final class TemporalClock extends Clock {
  private final TestWorkflowEnvironment temporal;

  TemporalClock(TestWorkflowEnvironment temporal) {
    this.temporal = temporal;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }
}
