package dev.tocsin.api.codec;

import static dev.tocsin.api.codec.CodecStage.DECODE;
import static dev.tocsin.api.codec.CodecStage.KEYS;
import static dev.tocsin.api.codec.CodecStage.PLAIN;
import static dev.tocsin.api.codec.CodecStage.SESSION;
import static dev.tocsin.api.codec.CodecStage.body;
import static dev.tocsin.api.codec.CodecStage.encrypted;
import static dev.tocsin.api.codec.CodecStage.json;
import static dev.tocsin.api.codec.CodecStage.page;
import static dev.tocsin.api.codec.CodecStage.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.Role;
import dev.tocsin.worker.history.HistoryCodec;
import dev.tocsin.worker.history.HistoryKeys;
import io.temporal.api.common.v1.Payload;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Temporal's CLI asks, and who is answered. */
class CodecEndpointIT {
  private static CodecStage stage;
  private static StartedApi api;
  private static ApiKeySecret operator;

  @BeforeAll
  static void start() throws Exception {
    stage = new CodecStage();
    api = stage.api;
    operator = stage.operator;
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void theCliIsAnsweredInTheClear() throws Exception {
    Answer answer =
        api.send(
            HttpRequest.newBuilder(api.uri(DECODE))
                .header("Authorization", "Bearer " + operator.text())
                .header("X-Namespace", "default")
                .POST(BodyPublishers.ofString(json(encrypted(), PLAIN)))
                .build());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.raw().headers().firstValue("cache-control")).contains("no-store");
    assertThat(payloads(answer)).containsExactly(PLAIN, PLAIN);
    JsonNode first = answer.body().path("payloads").path(0);
    assertThat(Base64.getDecoder().decode(first.path("data").asText()))
        .isEqualTo(PLAIN.getData().toByteArray());
  }

  @Test
  void whatTheCliSendsIsEncrypted() throws Exception {
    Answer answer = api.post(operator, "/temporal/codec/encode", json(PLAIN));
    assertThat(answer.status()).isEqualTo(200);
    Payload sealed = payloads(answer).get(0);
    assertThat(sealed.getMetadataMap())
        .containsEntry("encoding", ByteString.copyFromUtf8("binary/encrypted"));
    assertThat(new HistoryCodec(HistoryKeys.parse(KEYS)).decode(List.of(sealed)))
        .containsExactly(PLAIN);
  }

  @Test
  void itTakesAnOperatorsKey() throws Exception {
    assertThat(api.send(HttpRequest.newBuilder(api.uri(DECODE)).POST(body()).build()).status())
        .isEqualTo(403);
    for (Role role : Set.of(Role.PUBLISH, Role.SUBSCRIBE)) {
      for (String path : List.of(DECODE, "/temporal/codec/encode")) {
        Answer refused = api.post(stage.key("default", role), path, json(encrypted()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("type").asText()).endsWith(":role-missing");
      }
    }
    assertThat(api.post(stage.key("default", Role.ADMIN), DECODE, json(encrypted())).status())
        .isEqualTo(200);
  }

  @Test
  void anotherTenantsOperatorReadsNothing() throws Exception {
    ApiKeySecret foreign = stage.key("acme", Role.ADMIN);
    for (String path : List.of(DECODE, "/temporal/codec/encode")) {
      Answer refused = api.post(foreign, path, json(encrypted()));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body().path("type").asText()).endsWith(":tenant-not-allowed");
    }
    HttpResponse<String> refused = page(api.request(foreign, SESSION).build());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Tenant not allowed");
    assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "7",
        "{\"payloads\":7}",
        "{\"payloads\":[7]}",
        "{\"payloads\":[{\"data\":\"not base64!\"}]}",
        "{\"payloads\":[{\"metadata\":{\"encoding\":{}}}]}",
        "{\"payloads\":[{\"metadata\":{\"encoding\":\"YmluYXJ5L2VuY3J5cHRlZA==\"}}]}",
      })
  void whatIsNoPayloadIsRefused(String body) {
    Answer refused = api.post(operator, DECODE, body);
    assertThat(refused.status()).as(refused.raw().body()).isEqualTo(400);
    assertThat(refused.body().path("type").asText()).endsWith(":validation");
  }

  @Test
  void deepAndLongBodiesAreRefused() {
    assertThat(api.post(operator, DECODE, "[".repeat(200_000)).status()).isEqualTo(400);
    String deep = "{\"x\":".repeat(50_000) + "1" + "}".repeat(50_000);
    assertThat(api.post(operator, DECODE, deep).status()).isIn(200, 400);
    assertThat(api.post(operator, DECODE, " ".repeat(8 * 1024 * 1024 + 1)).status()).isEqualTo(413);
  }

  @Test
  void anUnknownKeyIsNamed() throws Exception {
    Payload sealed =
        new HistoryCodec(HistoryKeys.parse(KEYS.replace("k1", "k0"))).encode(List.of(PLAIN)).get(0);
    Answer refused = api.post(operator, DECODE, json(sealed));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("detail").asText()).contains("the key \"k0\"");
  }

  @Test
  void itIsNoPartOfTheDescription() {
    Answer document = api.get(operator, "/openapi.json");
    assertThat(document.body().path("paths").fieldNames())
        .toIterable()
        .isNotEmpty()
        .noneMatch(path -> path.startsWith("/temporal"));
  }

  @Test
  void withoutKeysThereIsNone() throws Exception {
    try (StartedApi off =
        new StartedApi(stage.database.config(), stage.temporal.getWorkflowClient())) {
      assertThat(off.post(operator, DECODE, json(PLAIN)).status()).isEqualTo(404);
      assertThat(off.get(operator, SESSION).status()).isEqualTo(404);
    }
  }
}
