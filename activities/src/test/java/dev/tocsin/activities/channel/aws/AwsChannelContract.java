package dev.tocsin.activities.channel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelContract;
import dev.tocsin.activities.channel.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@link ChannelContract} for the channels of Amazon's, through its own SDK to a {@link FakeAws}.
 */
abstract class AwsChannelContract extends ChannelContract {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String ACCOUNT = "123456789012";
  final FakeAws aws;
  private Channel channel;

  AwsChannelContract() {
    try {
      aws = new FakeAws();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  abstract Channel channelOf(AwsSettings settings);

  /** The service answers with an error in its shape. */
  abstract void fails(int status, String code, String message);

  @BeforeEach
  void start() {
    channel = channelOf(settings("*"));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  AwsSettings settings(String targets) {
    return new AwsSettings(aws.endpoint(), "eu-west-1", AllowedTargets.of(targets));
  }

  /** Asserts that this error is final, and that the reason names it. */
  final void assertRejected(int status, String code, String message) {
    fails(status, code, message);
    assertThat(deliver(notification()))
        .as(code)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains(" failed: ").contains(code));
  }

  /** Asserts that this error uses up no attempt. */
  final void assertHeldBack(int status, String code, String message) {
    fails(status, code, message);
    assertThat(deliver(notification()))
        .as(code)
        .isInstanceOfSatisfying(
            Outcome.HeldBack.class,
            held -> assertThat(held.reason()).contains(code).doesNotContain(message));
  }

  @Test
  void credentialsThatAreRefusedLoseNothing() {
    assertHeldBack(403, "InvalidClientTokenId", "The security token is invalid.");
    assertHeldBack(403, "SignatureDoesNotMatch", "The Canonical String should have been s3cr3t");
    assertHeldBack(403, "ExpiredToken", "The security token included is expired");
  }

  @Test
  void onlyTargetsOnTheListAreSentTo() {
    receiverAccepts();
    Channel closed = channelOf(settings(""));
    assertThat(closed.faultOf(target()))
        .hasValueSatisfying(fault -> assertThat(fault).contains("TOCSIN_AWS_TARGETS"));
    assertThat(closed.deliver(notification().build())).isInstanceOf(Outcome.Rejected.class);
    assertThat(aws.requests).isEmpty();
  }

  @Test
  void anErrorThatIsNotKnownIsForLater() {
    fails(400, "SomethingNew", "what?");
    assertThat(deliver(notification())).isInstanceOf(Outcome.RetryLater.class);
    assertThat(aws.requests).hasSize(1);
  }

  @Override
  protected Channel channel() {
    return channel;
  }

  @Override
  protected String secretPartOfTarget() {
    return ACCOUNT;
  }

  @Override
  protected void receiverNeverAnswers() {
    aws.neverAnswers();
  }

  @Override
  protected void receiverIsGone() {
    aws.close();
  }
}
