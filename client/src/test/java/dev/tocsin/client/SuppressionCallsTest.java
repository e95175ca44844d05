package dev.tocsin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Suppression lists, in the answers of docs/api.md. */
class SuppressionCallsTest {
  private static final String ENTRY =
      """
      {"address":"jane@example.com","reason":"%s","source":"key_1","detail":null,
       "messageId":null,"createdAt":"2026-01-31T12:00:00Z"}""";

  private TestServer tocsin;

  @BeforeEach
  void start() throws Exception {
    tocsin = new TestServer(RetryPolicy.standard());
  }

  @AfterEach
  void stop() {
    tocsin.close();
  }

  @Test
  void adds() {
    tocsin.answer(503, "{}");
    tocsin.answer(201, ENTRY.formatted("MANUAL"));

    Suppression added = tocsin.client.send(SuppressionCalls.add("Jane@Example.com", "left"));

    assertThat(added)
        .isEqualTo(
            new Suppression(
                "jane@example.com",
                Suppression.Reason.MANUAL,
                "key_1",
                null,
                null,
                Instant.parse("2026-01-31T12:00:00Z")));
    RecordedRequest request = tocsin.request();
    assertThat(request.getMethod() + " " + request.getTarget())
        .isEqualTo("POST /base/suppressions");
    assertThat(request.getBody().utf8())
        .isEqualTo("{\"address\":\"Jane@Example.com\",\"detail\":\"left\"}");
  }

  @Test
  void listsAndRemoves() {
    tocsin.answer(200, "{\"items\":[" + ENTRY.formatted("NEWER") + "],\"next\":null}");
    assertThat(tocsin.client.all(SuppressionCalls.list(7)))
        .extracting(Suppression::reason)
        .containsExactly(Suppression.Reason.UNKNOWN);
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/suppressions?limit=7");

    tocsin.answer(200, ENTRY.formatted("BOUNCE"));
    assertThat(tocsin.client.send(SuppressionCalls.get("jane+a@example.com")).reason())
        .isEqualTo(Suppression.Reason.BOUNCE);
    assertThat(tocsin.request().getUrl().pathSegments())
        .containsExactly("base", "suppressions", "jane+a@example.com");

    tocsin.answer(204, "");
    tocsin.client.send(SuppressionCalls.remove("jane@example.com"));
    assertThat(tocsin.request().getMethod()).isEqualTo("DELETE");
  }
}
