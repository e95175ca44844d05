package dev.tocsin.activities.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every channel promises. A channel's test extends this class, stands up a receiver on
 * loopback, and says how that receiver behaves; it adds tests of what is special to the channel.
 */
public abstract class ChannelContract {

  /** The channel under test, set up to reach the receiver. */
  protected abstract Channel channel();

  /** A well-formed target that leads to the receiver. */
  protected abstract String target();

  /** A part of {@link #target()} that nobody but the subscriber may see. */
  protected abstract String secretPartOfTarget();

  /** Texts that {@link Channel#faultOf} must refuse. */
  protected abstract List<String> malformedTargets();

  /** The receiver takes whatever comes. */
  protected abstract void receiverAccepts();

  /** The receiver says that it will never take it. */
  protected abstract void receiverRefusesForGood();

  /** The receiver has trouble that will pass. */
  protected abstract void receiverIsInTrouble();

  /** The receiver takes connections and never answers. */
  protected abstract void receiverNeverAnswers();

  /** The receiver is not there: its port is closed. */
  protected abstract void receiverIsGone();

  /** The delivery id of the next message that the receiver got, as it came over the wire. */
  protected abstract String nextDeliveryId() throws Exception;

  /** A notification to {@link #target()}. */
  protected Notifications notification() {
    return Notifications.to(channel().name(), target());
  }

  protected Outcome deliver(Notifications notification) {
    return channel().deliver(notification.build());
  }

  @Test
  void isNamedInUpperCase() {
    assertThat(channel().name()).matches("[A-Z][A-Z0-9_]{0,39}");
  }

  @Test
  void takesAWellFormedTargetAndSaysWhatIsWrongWithOthers() {
    assertThat(channel().faultOf(target())).isEmpty();
    assertThat(malformedTargets()).isNotEmpty();
    for (String malformed : malformedTargets()) {
      assertThat(channel().faultOf(malformed))
          .as("fault of <%s>", malformed)
          .hasValueSatisfying(
              fault -> assertThat(fault).startsWith("target must ").endsWith(" channel"));
    }
  }

  @Test
  void whereShowsNoSecretAndNeverThrows() {
    assertThat(target()).contains(secretPartOfTarget());
    assertThat(channel().where(target())).isNotBlank().doesNotContain(secretPartOfTarget());
    for (String malformed : malformedTargets()) {
      assertThat(channel().where(malformed)).isNotBlank().hasSizeLessThan(100);
    }
  }

  @Test
  void everyAttemptCarriesTheSameDeliveryId() throws Exception {
    receiverAccepts();
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(deliver(notification().attempt(attempt))).isInstanceOf(Outcome.Delivered.class);
      assertThat(nextDeliveryId()).isEqualTo(Notifications.DELIVERY_ID);
    }
  }

  @Test
  void aRefusalForGoodIsRejected() {
    receiverRefusesForGood();
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, rejected -> assertThat(rejected.reason()).isNotBlank());
  }

  @Test
  void troubleIsForLater() {
    receiverIsInTrouble();
    assertThat(deliver(notification())).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void aClosedPortIsForLaterAndItsAddressIsNotTold() {
    receiverIsGone();
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).doesNotContain("127.0.0.1", "/"));
  }

  @Test
  @Timeout(30)
  void givesUpWhenTheSubscriptionsTimeIsOver() {
    receiverNeverAnswers();
    assertThat(deliver(notification().timeoutSeconds(1)))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class, later -> assertThat(later.reason()).contains("1 s"));
  }

  @Test
  @Timeout(30)
  void anInterruptedThreadUsesUpNoAttempt() {
    receiverNeverAnswers();
    Thread.currentThread().interrupt();
    Outcome outcome = deliver(notification().timeoutSeconds(5));
    // The flag must still be up for whoever stops the thread; taken down for the next test.
    boolean interrupted = Thread.interrupted();
    assertThat(outcome).isInstanceOf(Outcome.HeldBack.class);
    assertThat(interrupted).isTrue();
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void survivesWhateverAPublisherWrites(String hostile) throws Exception {
    receiverAccepts();
    assertThat(deliver(notification().title(hostile).type(hostile)))
        .isInstanceOf(Outcome.Delivered.class);
    assertThat(nextDeliveryId()).isEqualTo(Notifications.DELIVERY_ID);
  }

  @Test
  void aMalformedTargetThatGotIntoTheDatabaseIsRejectedRatherThanThrown() {
    receiverAccepts();
    for (String malformed : malformedTargets()) {
      assertThat(deliver(Notifications.to(channel().name(), malformed)))
          .as("delivery to <%s>", malformed)
          .isInstanceOf(Outcome.Rejected.class);
    }
  }

  /** Titles and types that have broken mail and HTTP programs before. */
  protected static List<String> hostileTexts() {
    return List.of(
        "a\r\nBcc: everyone@example.com\r\n\r\nbody",
        "<script>alert(1)</script>\"'&amp;",
        "{{title}} ${title} $1 \\",
        "\u0001\u001b[31m\u007f\u0085\u2028\u202e",
        "🚨 Störung – データ",
        " leading, trailing and % ",
        "x".repeat(10_000));
  }
}
