package dev.tocsin.standalone.crash;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.api.process.ApiConfiguration;
import dev.tocsin.api.process.ApiParts;
import dev.tocsin.store.database.Database;
import dev.tocsin.worker.metrics.Metrics;
import dev.tocsin.worker.process.Engine;
import dev.tocsin.worker.temporal.Workers;
import io.dropwizard.core.setup.Environment;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Clock;
import java.util.List;

/** An eager API, as {@code ApiProcess} makes it, that may halt. Never stops in order. */
record HaltingApi(Halts halts) implements ApiParts.Source {

  @Override
  public ApiParts open(ApiConfiguration config, Environment environment) {
    Clock clock = Clock.systemUTC();
    Metrics metrics = new Metrics();
    Database database = Database.open(config.database());
    database.jdbi().setSqlLogger(new HaltingStatements(halts));
    ChannelRegistry channels =
        HaltingChannels.around(StandardChannels.of(config.delivery().channels()), halts);
    // The same client for the door and its worker: only then are starts eager.
    WorkflowClient client =
        WorkflowClient.newInstance(
            WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(config.temporal().address())
                    .build()),
            WorkflowClientOptions.newBuilder()
                .setNamespace(config.temporal().namespace())
                .setInterceptors(new HaltingStarts(halts))
                .build());
    Engine engine =
        new Engine(
            database,
            channels,
            config.secrets().cipher(),
            config.retention(),
            config.circuit().settings(),
            config.limits(),
            client,
            metrics.registry(),
            clock);
    Workers workers = new Workers(client, config.limits(), List.of(new HaltingWork(halts)));
    engine.hostEvents(workers);
    engine.start();
    workers.start();
    return new ApiParts(database, client, metrics.registry(), channels, clock);
  }
}
