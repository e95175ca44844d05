package dev.tocsin.api.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.suppression.MailFeedback;
import dev.tocsin.store.suppression.MailFeedback.Kind;
import dev.tocsin.store.suppression.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SesNotificationTest {
  private static final Instant NOW = Instant.parse("2026-02-02T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "identity-bounce-with-dsn|BOUNCE|Permanent, General|2026-01-31T12:00:01.123Z"
            + "|smtp; 550 5.1.1 <…@example.com>... User unknown",
        "identity-bounce-without-dsn|BOUNCE|Permanent, OnAccountSuppressionList"
            + "|2026-01-31T12:00:01.123Z|-",
        "identity-complaint|COMPLAINT|abuse|2026-01-31T12:00:03Z|-",
        "identity-complaint-without-report|COMPLAINT|-|2026-01-31T12:00:03Z|-",
        "identity-delivery|DELIVERY|-|2026-01-31T12:00:00.546Z|250 ok:  Message 64111812 accepted",
        "event-bounce-transient|BOUNCE|Transient, MailboxFull|2026-01-31T14:00:00Z"
            + "|smtp; 452 4.2.2 mailbox full",
        "event-complaint|COMPLAINT|abuse|2026-01-31T12:00:03Z|-",
        "event-complaint-not-sent|COMPLAINT|OnAccountSuppressionList|2026-01-31T12:00:03Z|-",
        "event-delivery|DELIVERY|-|2026-01-31T12:00:00.546Z|250 2.6.0 Message received",
        "event-reject|REJECT|-|2026-01-31T12:00:00Z|Bad content",
      })
  void readsBothForms(String name, Kind kind, String type, String at, String detail) {
    SesNotification read = read(Recorded.notification(name)).orElseThrow();
    assertThat(read.messageId()).isEqualTo("MESSAGE-ID");
    assertThat(read.sentAt()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(read.feedback()).isEqualTo(new MailFeedback(kind, type, at, detail));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event-send",
        "event-open",
        "event-rendering-failure",
        "event-delivery-delay",
        "event-complaint-not-spam"
      })
  void othersTellNothingThatIsKept(String name) {
    assertThat(read(Recorded.notification(name))).isEmpty();
  }

  @Test
  void permanentBouncesAndComplaintsNameAddresses() {
    assertThat(addresses("identity-bounce-with-dsn")).containsExactly("jane@example.com");
    assertThat(addresses("identity-bounce-without-dsn"))
        .containsExactly("jane@example.com", "richard@example.com");
    assertThat(addresses("identity-complaint")).containsExactly("jane@example.com");
    assertThat(addresses("event-bounce-transient")).isEmpty();
    assertThat(addresses("identity-delivery")).isEmpty();
    assertThat(addresses("event-reject")).isEmpty();
    assertThat(read(Recorded.notification("event-complaint")).orElseThrow().reason())
        .isEqualTo(Suppression.Reason.COMPLAINT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Successfully validated SNS topic for Amazon SES event publishing.",
        "",
        "[]",
        "null",
        "{}",
        "{\"notificationType\":\"Bounce\"}",
        "{\"notificationType\":\"Bounce\",\"mail\":{\"messageId\":7}}",
        "{\"notificationType\":{},\"mail\":{\"messageId\":\"x\"}}",
        "{\"notificationType\":\"Bounce\",\"mail\":{\"messageId\":\"\\u0000\"}}"
      })
  void whatIsNoNotificationIsNoFault(String message) {
    assertThat(read(message).map(SesNotification::addresses).orElse(List.of())).isEmpty();
  }

  @Test
  void readsWhatHasNoTimesNorRecipients() {
    SesNotification read =
        read("{\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\","
                + "\"timestamp\":\"yesterday\"},\"mail\":{\"messageId\":\"x\"}}")
            .orElseThrow();
    assertThat(read.sentAt()).isEqualTo(NOW);
    assertThat(read.feedback())
        .isEqualTo(new MailFeedback(Kind.BOUNCE, "Permanent", NOW.toString(), null));
    assertThat(read.addresses()).isEmpty();
  }

  private static List<String> addresses(String name) {
    return read(Recorded.notification(name)).orElseThrow().addresses();
  }

  private static Optional<SesNotification> read(String message) {
    return SesNotification.read(message, NOW);
  }
}
