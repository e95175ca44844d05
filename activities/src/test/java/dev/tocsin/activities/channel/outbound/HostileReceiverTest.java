package dev.tocsin.activities.channel.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import dev.tocsin.activities.channel.outbound.HostileReceiver.Behaviour;
import java.time.Duration;
import java.util.Set;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Receivers that mean harm: whatever they send, the call ends at its deadline and keeps no more
 * than the beginning of it. Each test would run into its time-out, or out of memory, otherwise.
 */
@Timeout(60)
class HostileReceiverTest {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private static Outcome call(Behaviour behaviour) {
    try (HostileReceiver receiver = new HostileReceiver(behaviour)) {
      Request request =
          new Request.Builder()
              .url(receiver.url())
              .post(new JsonBody("{}".getBytes(US_ASCII)))
              .build();
      return new OutboundHttp(new TargetGuard(PrivateTargets.ALLOW), Set.of())
          .call(request, DEADLINE, "Test failed");
    }
  }

  private static Answer answerOf(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    return ((Outcome.Delivered) outcome).answer();
  }

  private static String reasonOf(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
    return ((Outcome.RetryLater) outcome).reason();
  }

  @ParameterizedTest
  @EnumSource(names = {"STATUS_LINE_DRIPS", "HEADERS_DRIP", "NEVER_ANSWERS"})
  void whatNeverAnswersEndsAtTheDeadline(Behaviour behaviour) {
    assertThat(reasonOf(call(behaviour))).contains("within 2 s");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ENDLESS_INTERIM_ANSWERS",
        "ENDLESS_HEADER",
        "NONSENSE_STATUS",
        "RESET_BEFORE_ANSWER",
        "RESET_IN_STATUS_LINE",
        "RESET_IN_HEADERS",
        "RESET_IN_BODY_OF_5XX"
      })
  void whatIsNoAnswerIsForLater(Behaviour behaviour) {
    assertThat(call(behaviour)).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void aRedirectIsNotFollowed() {
    assertThat(reasonOf(call(Behaviour.REDIRECT_TO_METADATA))).contains("302");
  }

  @Test
  void ofAnEndlessBodyTheBeginningIsKept() {
    assertThat(answerOf(call(Behaviour.ENDLESS_BODY)).body())
        .hasSize(Answers.KEPT_BYTES)
        .matches("y+");
  }

  @Test
  void ofABodyThatDripsTheBeginningIsKept() {
    assertThat(answerOf(call(Behaviour.BODY_DRIPS)).body()).matches("y+");
  }

  @Test
  void ofACompressedBombTheBeginningIsKept() {
    assertThat(answerOf(call(Behaviour.COMPRESSED_BOMB)).body().length())
        .isLessThanOrEqualTo(Answers.KEPT_BYTES);
  }

  @Test
  void a2xxThatIsCutOffWithinItsBodyIsDelivered() {
    assertThat(answerOf(call(Behaviour.CUT_OFF_IN_BODY_OF_2XX)).httpStatus()).isEqualTo(200);
  }
}
