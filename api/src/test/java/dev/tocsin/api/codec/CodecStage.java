package dev.tocsin.api.codec;

import com.google.protobuf.util.JsonFormat;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import dev.tocsin.worker.history.HistoryCodec;
import dev.tocsin.worker.history.HistoryKeys;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An API with history keys, which a test may ask as Temporal's UI and CLI do. */
final class CodecStage implements AutoCloseable {
  static final String KEYS = "k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  static final String UI = "https://temporal.example.com";
  static final String DECODE = "/temporal/codec/decode";
  static final String SESSION = "/temporal/codec/session";
  static final Payload PLAIN =
      DefaultDataConverter.newDefaultInstance().toPayload("planted-secret").orElseThrow();

  final TestDatabase database = TestDatabase.create();
  final TestWorkflowEnvironment temporal = StartedApi.temporal();
  final SetClock clock = new SetClock();
  final StartedApi api;
  final ApiKeySecret operator = key("default", Role.OPERATE);

  CodecStage() throws Exception {
    api =
        new StartedApi(
            database.config(),
            temporal.getWorkflowClient(),
            clock,
            Map.of("TOCSIN_HISTORY_KEYS", KEYS, "TOCSIN_TEMPORAL_UI_ORIGIN", UI));
  }

  @Override
  public void close() {
    api.close();
    temporal.close();
    database.close();
  }

  ApiKeySecret key(String tenant, Role role) {
    return StartedApi.key(
        database.database(),
        new NewApiKey(tenant, role.text(), Set.of(role), Plan.UNLIMITED, null));
  }

  static Payload encrypted() {
    return new HistoryCodec(HistoryKeys.parse(KEYS)).encode(List.of(PLAIN)).get(0);
  }

  static String json(Payload... payloads) throws Exception {
    return JsonFormat.printer()
        .print(Payloads.newBuilder().addAllPayloads(List.of(payloads)).build());
  }

  static HttpRequest.BodyPublisher body() throws Exception {
    return BodyPublishers.ofString(json(encrypted()));
  }

  static List<Payload> payloads(Answer answer) throws Exception {
    Payloads.Builder payloads = Payloads.newBuilder();
    JsonFormat.parser().merge(answer.raw().body(), payloads);
    return payloads.getPayloadsList();
  }

  static HttpResponse<String> page(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  static final class SetClock extends Clock {
    volatile Instant now = Instant.now();

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
      return now;
    }
  }
}
