package dev.tocsin.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTemporalIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Lines lines = new Lines();
  private TocsinHome home;

  @BeforeEach
  void home() {
    home = new TocsinHome(folder.resolve("a home"));
  }

  @Test
  void findsWorkflowsByTheirSearchAttributes() {
    try (LocalTemporal temporal = LocalTemporal.start(environment(), home, lines);
        Session session = new Session(temporal)) {
      session.start("dead-one", "DEAD");
      session.start("sent-one", "SENT");

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(session.list("TocsinStatus='DEAD'")).containsExactly("dead-one"));
      assertThat(session.list("TocsinEventType='deployment'"))
          .containsExactlyInAnyOrder("dead-one", "sent-one");
      assertThat(temporal.durable()).isTrue();
      assertThat(temporal.hasVisibility()).isTrue();
    }
  }

  @Test
  void keepsItsWorkflowsOverAKillAndComesBackAtTheSameAddress() {
    try (LocalTemporal temporal = LocalTemporal.start(environment(), home, lines);
        Session session = new Session(temporal)) {
      session.start("kept", "DEAD");
      temporal.kill();
      temporal.restart();

      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(session.list("TocsinStatus='DEAD'")).containsExactly("kept"));
    }
  }

  @Test
  void keepsItsWorkflowsOverACleanStop() {
    try (LocalTemporal temporal = LocalTemporal.start(environment(), home, lines);
        Session session = new Session(temporal)) {
      session.start("kept", "DEAD");
    }
    try (LocalTemporal temporal = LocalTemporal.start(environment(), home, lines);
        Session session = new Session(temporal)) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(session.list("TocsinStatus='DEAD'")).containsExactly("kept"));
    }
  }

  @Test
  void stopsTheServerOfAKilledTocsinAndTakesItsPort() throws Exception {
    Map<String, String> environment = environment();
    environment.put("TEMPORAL_PORT", Integer.toString(Ports.free()));
    ProcessHandle orphan = LeavesOrphans.run("temporal", home.folder(), environment);
    assertThat(orphan.isAlive()).isTrue();

    try (LocalTemporal temporal = LocalTemporal.start(environment, home, lines)) {
      assertThat(orphan.isAlive() && orphan.info().commandLine().isPresent()).isFalse();
      assertThat(temporal.address()).isEqualTo("127.0.0.1:" + environment.get("TEMPORAL_PORT"));
    }
  }

  @Test
  void leavesTheServerOfALiveTocsinAlone() {
    try (LocalTemporal temporal = LocalTemporal.start(environment(), home, lines);
        Session session = new Session(temporal)) {
      assertThatThrownBy(() -> LocalTemporal.start(environment(), home, lines))
          .isInstanceOf(LocalServerException.class)
          .hasMessageContaining("Another Tocsin");
      session.start("still-there", "DEAD");
    }
  }

  @Test
  void servesItsUi() throws Exception {
    Map<String, String> environment = environment();
    environment.put("TEMPORAL_UI_PORT", "0");
    try (LocalTemporal temporal = LocalTemporal.start(environment, home, lines)) {
      URI ui = URI.create(temporal.uiUrl().orElseThrow() + "/");
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> ((HttpURLConnection) ui.toURL().openConnection()).getResponseCode() == 200);
    }
  }

  @Test
  void endsItsServerWhenClosed() {
    LocalTemporal temporal = LocalTemporal.start(environment(), home, lines);
    ProcessHandle server = ProcessHandle.of(((DevServer) temporal).pid()).orElseThrow();
    temporal.close();
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void registersTheSearchAttributesInAServerThatRunsAlready() {
    try (MemoryServer bare = MemoryServer.start(Ports.free(), "default", List.of("a test"))) {
      Map<String, String> environment = Map.of("TEMPORAL_ADDRESS", bare.address());
      try (LocalTemporal temporal = LocalTemporal.start(environment, home, lines)) {
        assertThat(temporal.describe()).contains(bare.address()).contains("TEMPORAL_ADDRESS");
      }
    }
  }

  @Test
  void saysLoudlyWhatMemoryLacks() {
    Map<String, String> environment = Map.of("TOCSIN_TEMPORAL", "memory", "TEMPORAL_PORT", "0");
    try (LocalTemporal temporal = LocalTemporal.start(environment, home, lines);
        Session session = new Session(temporal)) {
      session.start("forgotten", "DEAD");
      assertThat(lines.all().get(0)).contains("IN MEMORY ONLY", "durability", "UI", "visibility");
      assertThat(temporal.durable()).isFalse();
      assertThat(temporal.hasVisibility()).isFalse();
      assertThat(temporal.uiUrl()).isEmpty();
    }
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("PATH", "HOME", "XDG_CACHE_HOME")) {
      if (System.getenv(name) != null) {
        environment.put(name, System.getenv(name));
      }
    }
    environment.put("TOCSIN_TEMPORAL", "cli");
    environment.put("TEMPORAL_PORT", "0");
    environment.put("TEMPORAL_UI_PORT", "off");
    return environment;
  }

  /** A client, without a worker: workflows that it starts stay open. */
  private static final class Session implements AutoCloseable {
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;

    Session(LocalTemporal temporal) {
      stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
      client =
          WorkflowClient.newInstance(
              stubs, WorkflowClientOptions.newBuilder().setNamespace(temporal.namespace()).build());
    }

    void start(String id, String status) {
      WorkflowStub stub =
          client.newUntypedWorkflowStub(
              "Anything",
              WorkflowOptions.newBuilder()
                  .setWorkflowId(id)
                  .setTaskQueue("nobody-polls")
                  .setTypedSearchAttributes(
                      SearchAttributes.newBuilder()
                          .set(TocsinSearchAttributes.STATUS, status)
                          .set(TocsinSearchAttributes.EVENT_TYPE, List.of("deployment"))
                          .build())
                  .build());
      stub.start();
    }

    List<String> list(String query) {
      return client
          .listExecutions(query)
          .map(execution -> execution.getExecution().getWorkflowId())
          .toList();
    }

    @Override
    public void close() {
      stubs.shutdownNow();
    }
  }
}
