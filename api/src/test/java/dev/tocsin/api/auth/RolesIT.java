package dev.tocsin.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and where the key is looked for. */
class RolesIT {
  private static final Map<Role, ApiKeySecret> KEYS = new EnumMap<>(Role.class);

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    for (Role role : Role.values()) {
      NewApiKey draft = new NewApiKey("default", role.text(), Set.of(role), Plan.UNLIMITED, null);
      KEYS.put(role, StartedApi.key(database.database(), draft));
    }
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/events,PUBLISH",
    "GET,/events/evt_x,PUBLISH OPERATE",
    "GET,/events,OPERATE",
    "POST,/patterns/test,PUBLISH SUBSCRIBE",
    "POST,/subscriptions,SUBSCRIBE",
    "GET,/subscriptions,SUBSCRIBE",
    "GET,/subscriptions/sub_x,SUBSCRIBE",
    "PATCH,/subscriptions/sub_x,SUBSCRIBE",
    "DELETE,/subscriptions/sub_x,SUBSCRIBE",
    "GET,/deliveries,OPERATE",
    "GET,/dead-letters,OPERATE",
    "GET,/deliveries/dlv_x,OPERATE",
    "POST,/deliveries/dlv_x/redrive,OPERATE",
    "POST,/deliveries/dlv_x/retry-now,OPERATE",
    "POST,/deliveries/dlv_x/cancel,OPERATE",
    "POST,/admin/keys,ADMIN",
    "GET,/admin/keys,ADMIN",
    "GET,/admin/keys/key_x,ADMIN",
    "DELETE,/admin/keys/key_x,ADMIN",
    "POST,/admin/keys/key_x/rotate,ADMIN",
  })
  void takesOneOfTheseRoles(String method, String path, String roles) {
    Set<Role> enough =
        Arrays.stream((roles + " ADMIN").split(" ")).map(Role::valueOf).collect(Collectors.toSet());
    KEYS.forEach(
        (role, key) -> {
          Answer answer = api.method(key, method, path, "{}");
          if (enough.contains(role)) {
            assertThat(answer.status()).as(role + " " + answer.raw().body()).isIn(200, 400, 404);
          } else {
            assertThat(answer.status()).as(role.text()).isEqualTo(403);
            assertThat(answer.body().get("type").asText()).endsWith(":role-missing");
            assertThat(answer.body().get("detail").asText())
                .contains(enough.stream().map(Role::text).toList());
          }
        });
  }

  @Test
  void aStrangerIsAnsweredAsEver() {
    HttpRequest.Builder none = HttpRequest.newBuilder(api.uri("/events")).GET();
    assertForbidden(api.send(none.build()));
    assertForbidden(api.send(none.header("Authorization", "Bearer unknown").build()));
    assertForbidden(api.get(ApiKeySecret.create(), "/admin/keys"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer %s", "bearer %s", "Basic %s"})
  void theKeyMayComeAsAuthorization(String form) {
    String key = KEYS.get(Role.PUBLISH).text();
    String sent =
        form.startsWith("Basic")
            ? Base64.getEncoder().encodeToString(("me:" + key).getBytes())
            : key;
    HttpRequest request =
        HttpRequest.newBuilder(api.uri("/events"))
            .header("Authorization", form.formatted(sent))
            .POST(
                BodyPublishers.ofString(
                    "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\"}"))
            .build();
    assertThat(api.send(request).status()).isEqualTo(202);
  }

  @Test
  void aRefusalLeavesTheConnectionAsItWas() throws Exception {
    String head = "POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n";
    String next = "GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket("localhost", api.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes());
      out.flush();
      out.write("x".repeat(200_000).getBytes());
      out.write(next.getBytes());
      String answers = new String(socket.getInputStream().readAllBytes());
      assertThat(answers.split("HTTP/1.1 403", -1)).hasSize(3);
    }
  }

  private static void assertForbidden(Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.raw().body()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(answer.raw().headers().firstValue("www-authenticate")).isEmpty();
  }
}
