package dev.tocsin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tocsin.client.DeadLetterOperation.Order;
import dev.tocsin.client.DeadLetterOperation.Status;
import java.time.Instant;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders for many dead letters, in the answers of docs/api.md. */
class DeadLetterCallsTest {
  private static final String OPERATION =
      """
      {"operationId":"blk_1","order":"REDRIVE","status":"PAUSED","matching":12,"done":3,
       "skipped":{"subscriptionDeleted":1,"noLongerDead":2},"reason":"r",
       "by":{"keyId":"key_1","name":"on call"},"filter":{"subscriptionId":"sub_1"},
       "ratePerSecond":9,"most":1000000,"startedAt":"2026-11-21T12:19:02.948Z",
       "updatedAt":"2026-11-21T12:19:03.948Z","finishedAt":null,"cancelledBy":null}""";

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
  void countsWithoutBeginningAnything() {
    tocsin.answer(503, "{}");
    tocsin.answer(200, "{\"matching\":12}");

    int matching = tocsin.client.send(DeadLetterCalls.count(DeadLetterFilter.all())).matching();

    assertThat(matching).isEqualTo(12);
    assertThat(tocsin.request().getBody().utf8())
        .isEqualTo("{\"all\":true,\"reason\":\"count\",\"dryRun\":true}");
  }

  @Test
  void begins() {
    tocsin.answer(202, OPERATION);
    DeadLetterFilter filter =
        new DeadLetterFilter("sub_1", null, null, null, 503, null, null, Instant.EPOCH, null);

    DeadLetterOperation operation =
        tocsin.client.send(DeadLetterCalls.begin(Order.DISCARD, filter, "r", 9));

    assertThat(operation.status()).as("a newer server's word").isEqualTo(Status.UNKNOWN);
    assertThat(operation.skipped().all()).isEqualTo(3);
    assertThat(operation.filter().subscriptionId()).isEqualTo("sub_1");
    RecordedRequest request = tocsin.request();
    assertThat(request.getTarget()).isEqualTo("/base/dead-letters/discard");
    assertThat(request.getBody().utf8())
        .isEqualTo(
            "{\"filter\":{\"subscriptionId\":\"sub_1\",\"httpStatus\":503,"
                + "\"since\":\"1970-01-01T00:00:00Z\"},\"reason\":\"r\",\"ratePerSecond\":9}");
  }

  @Test
  void anOrderThatMayHaveBegunIsNotGivenAgain() {
    tocsin.answer(503, "{}");

    assertThatExceptionOfType(TocsinException.class)
        .isThrownBy(
            () ->
                tocsin.client.send(
                    DeadLetterCalls.begin(Order.REDRIVE, DeadLetterFilter.all(), "r", null)));

    assertThat(tocsin.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void isShownListedAndCalledOff() {
    tocsin.answer(200, OPERATION);
    tocsin.answer(200, "{\"items\":[" + OPERATION + "],\"next\":null}");
    tocsin.answer(202, OPERATION);

    assertThat(tocsin.client.send(DeadLetterCalls.operation("blk_1")).done()).isEqualTo(3);
    assertThat(tocsin.client.all(DeadLetterCalls.operations(20))).hasSize(1);
    tocsin.client.send(DeadLetterCalls.cancel("blk_1"));

    assertThat(tocsin.request().getTarget()).isEqualTo("/base/dead-letters/operations/blk_1");
    assertThat(tocsin.request().getTarget()).isEqualTo("/base/dead-letters/operations?limit=20");
    assertThat(tocsin.request().getTarget())
        .isEqualTo("/base/dead-letters/operations/blk_1/cancel");
  }
}
