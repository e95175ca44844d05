package dev.tocsin.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.api.errors.ApiException;
import dev.tocsin.api.errors.InvalidJsonException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.Event;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDraftTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");

  private static EventDraft read(String json) {
    return EventDraft.of(JsonBody.parse(json.getBytes(UTF_8)), null);
  }

  private static String event(String more) {
    return "{\"eventType\":\"A\",\"severity\":\"low\",\"title\":\"t\"" + more + "}";
  }

  private static void refuses(String json, String fault) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.body().get("details").toString()).isEqualTo("[" + fault + "]");
            });
  }

  @Test
  void keepsKeyOrderAndDigits() {
    String details = "{\"z\":1.500,\"a\":1E+2,\"m\":-0,\"n\":12345678901234567890123456789}";
    assertThat(read(event(", \"details\" : " + details)).details().text()).isEqualTo(details);
  }

  @Test
  void makesOneCanonicalEvent() {
    Event event = read(event(",\"id\":\"x\"")).received(Sent.reception("default", NOW));
    assertThat(event.eventType()).isEqualTo("a");
    assertThat(event.receivedAt()).isEqualTo("2026-01-31T12:00:00.123Z");
    assertThat(event.eventId())
        .isEqualTo(read(event(",\"id\":\"x\"")).received(Sent.reception("default", NOW)).eventId())
        .isNotEqualTo(
            read(event(",\"id\":\"x\"")).received(Sent.reception("other", NOW)).eventId());
  }

  @Test
  void refusesWhatALaterStepCouldNotCarry() {
    refuses(
        event(",\"details\":{\"a\":\"\\u0000\"}"), "details must not contain the NUL character");
    refuses(event(",\"details\":{\"\\u0000\":1}"), "details must not contain the NUL character");
    refuses(
        event(",\"details\":{\"a\":\"\\ud800x\"}"),
        "details must not contain half of a surrogate pair");
    refuses(
        event(",\"details\":{\"a\":\"\\udc00\"}"),
        "details must not contain half of a surrogate pair");
    refuses(
        event(",\"details\":{\"a\":[1.1e308]}"), "details must not contain a number beyond ±1e308");
    refuses(
        event(",\"details\":{\"a\":1e99999999999}"),
        "details must not contain a number beyond ±1e308");
    refuses(
        event(",\"details\":{\"a\":" + "1".repeat(101) + "}"),
        "details must not contain a number of more than 100 digits");
    refuses(
        event(",\"details\":{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}"),
        "details must not make the body nest deeper than 64 levels");
    refuses(
        "{\"eventType\":\"" + "e".repeat(256) + "\",\"severity\":\"LOW\",\"title\":\"t\"}",
        "eventType must have at most 255 characters");
    refuses(
        event(",\"id\":\"" + "e".repeat(256) + "\""),
        "id must be a string of 1 to 255 characters if provided");
    refuses(event(",\"id\":7"), "id must be a string of 1 to 255 characters if provided");
    refuses(event(",\"details\":[]"), "details must be an object if provided");
  }

  @Test
  void takesWhatIsJustWithinTheLimits() {
    read(event(",\"details\":{\"a\":" + "[".repeat(62) + "]".repeat(62) + "}"));
    read(event(",\"details\":{\"a\":[1e308,-1e308,1e-400," + "1".repeat(100) + ",\"😀\"]}"));
    read(event(",\"id\":\"" + "e".repeat(255) + "\""));
  }

  @Test
  void ignoresWhatNobodyReads() {
    read(event(",\"x\":{\"a\":\"\\u0000\",\"b\":" + "[".repeat(5000) + "]".repeat(5000) + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{} x", "{}{}", "{'a':1}", "NaN", "[01]", "{\"a\":1,}"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void refusesWhatIsNoUtf8() {
    byte[] latin = "{\"title\":\"ü\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> JsonBody.parse(latin)).isInstanceOf(InvalidJsonException.class);
    byte[] wide = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_16);
    assertThatThrownBy(() -> JsonBody.parse(wide)).isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void hashesContentAndNothingElse() {
    byte[] hash = hash(event(",\"details\":{\"a\":1.0,\"b\":[1,2]}"), NOW);
    assertThat(hash(event(",\"details\":{\"b\":[1,2],\"a\":1}"), NOW.plusSeconds(9)))
        .isEqualTo(hash);
    assertThat(hash(event(",\"details\":{\"b\":[2,1],\"a\":1}"), NOW)).isNotEqualTo(hash);
    assertThat(hash(event(",\"details\":{\"b\":[1,2],\"a\":\"1\"}"), NOW)).isNotEqualTo(hash);
    assertThat(hash(event(""), NOW)).isNotEqualTo(hash);
    assertThat(hash(event(",\"details\":{\"a\":null}"), NOW))
        .isNotEqualTo(hash(event(",\"details\":{\"a\":\"null\"}"), NOW));
  }

  private static byte[] hash(String json, Instant receivedAt) {
    return ContentHash.of(read(json).received(Sent.reception("default", receivedAt)));
  }
}
