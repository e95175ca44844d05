package dev.tocsin.api.process;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import dev.tocsin.api.inbound.SnsSource;
import dev.tocsin.store.database.Database;
import io.dropwizard.core.setup.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.Clock;

/**
 * What the API is given by the process that it runs in.
 *
 * @param sns where the certificates of Amazon SNS come from
 */
public record ApiParts(
    Database database,
    WorkflowClient temporal,
    MeterRegistry meters,
    ChannelRegistry channels,
    Clock clock,
    SnsSource sns) {

  /** With SNS as it is in production. */
  public ApiParts(
      Database database,
      WorkflowClient temporal,
      MeterRegistry meters,
      ChannelRegistry channels,
      Clock clock) {
    this(
        database,
        temporal,
        meters,
        channels,
        clock,
        SnsSource.standard(new TargetGuard(PrivateTargets.DENY)));
  }

  /**
   * Makes the parts, or lends those of a process that has them. What it opens it also hands to
   * {@code environment.lifecycle()}, in the order pool, stubs, eager worker: they stop in the
   * reverse of it, after the door and the lanes.
   */
  @FunctionalInterface
  public interface Source {
    ApiParts open(ApiConfiguration configuration, Environment environment);
  }
}
