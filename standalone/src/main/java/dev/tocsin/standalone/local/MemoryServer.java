package dev.tocsin.standalone.local;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The test server of the Java SDK, in this process. Built from its services, since the SDK's own
 * starter listens on every address of the machine.
 */
final class MemoryServer implements LocalTemporal {
  private static final boolean REAL_TIME = true; // no skipping of timers while nobody works
  private static final Duration READY_LIMIT = Duration.ofSeconds(15);

  private final TestServicesStarter services;
  private final Server server;
  private final String namespace;
  private final List<String> reasons;

  private MemoryServer(
      TestServicesStarter services, Server server, String namespace, List<String> reasons) {
    this.services = services;
    this.server = server;
    this.namespace = namespace;
    this.reasons = reasons;
  }

  static MemoryServer start(int port, String namespace, List<String> reasons) {
    TestServicesStarter services = new TestServicesStarter(REAL_TIME, 0);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    services.getServices().forEach(builder::addService);
    try {
      Server server = builder.build().start();
      MemoryServer started = new MemoryServer(services, server, namespace, reasons);
      started.ready();
      return started;
    } catch (IOException e) {
      services.close();
      throw new LocalServerException("The in-memory Temporal cannot start: " + e, e);
    }
  }

  private void ready() {
    try (TemporalProbe probe = new TemporalProbe(address(), namespace)) {
      if (!Patience.until(READY_LIMIT, probe::isReady)) {
        throw new LocalServerException(
            "The in-memory Temporal does not answer: " + probe.lastProblem());
      }
      probe.registerSearchAttributes();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public Optional<String> uiUrl() {
    return Optional.empty();
  }

  @Override
  public String describe() {
    return """
        Temporal: IN MEMORY ONLY, the test server of the Java SDK at %s. Missing:
          - durability: running deliveries are forgotten when this process ends
            (events and deliveries in PostgreSQL stay, and are started again)
          - the Temporal UI
          - visibility queries: workflows cannot be listed or searched for
        Because: %s"""
        .formatted(address(), String.join("\n         ", reasons));
  }

  @Override
  public boolean durable() {
    return false;
  }

  @Override
  public boolean hasVisibility() {
    return false;
  }

  @Override
  public void close() {
    server.shutdownNow();
    services.close();
  }
}
