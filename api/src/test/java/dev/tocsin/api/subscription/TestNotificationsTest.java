package dev.tocsin.api.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.MessageSigner;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.delivery.SignedAttempt;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.contract.model.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TestNotificationsTest {
  private static final MessageSigner SIGNER = (messageId, body) -> Map.of("signed", "yes");
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00.040Z");

  @Test
  void sendsAMarkedEventThatNobodyPublished() {
    LinkedBlockingQueue<Notification> sent = new LinkedBlockingQueue<>();
    TestAnswer answer =
        tests(
                notification -> {
                  sent.add(notification);
                  return new Outcome.Delivered(new Outcome.Answer(204, ""));
                })
            .send(subscription("sub_1"));
    assertThat(answer.outcome()).isEqualTo("delivered");
    assertThat(answer.httpStatus()).isEqualTo(204);
    assertThat(answer.error()).isNull();
    Notification notification = sent.remove();
    assertThat(notification.test()).isTrue();
    assertThat(notification.signer()).isSameAs(SIGNER);
    assertThat(notification.deliveryId()).startsWith("dlv_");
    assertThat(notification.subscription().subscriptionId()).isEqualTo("sub_1");
    assertThat(notification.event().tenant()).isEqualTo("acme");
    assertThat(notification.event().eventType()).isEqualTo("tocsin.test");
    assertThat(notification.event().title()).isEqualTo("[TEST] Test notification from Tocsin");
    assertThat(notification.event().details().text()).isEqualTo("{\"test\":true}");
  }

  @Test
  void tellsWhatCameOfIt() {
    Outcome.Answer gone = new Outcome.Answer(410, "gone");
    assertThat(TestAnswer.of(new Outcome.Rejected("no", gone), Duration.ofMillis(3)))
        .isEqualTo(new TestAnswer("rejected", 410, "no", 3));
    assertThat(
            TestAnswer.of(
                new Outcome.RetryLater("later", null, Outcome.Answer.NONE), Duration.ZERO))
        .isEqualTo(new TestAnswer("retry", null, "later", 0));
    assertThat(TestAnswer.of(new Outcome.HeldBack("stop"), Duration.ZERO))
        .isEqualTo(new TestAnswer("held", null, "stop", 0));
  }

  @Test
  @Timeout(30)
  void oneAtATimeForASubscriptionAndEightInAll() throws Exception {
    CountDownLatch begun = new CountDownLatch(8);
    CountDownLatch go = new CountDownLatch(1);
    TestNotifications tests =
        tests(
            notification -> {
              begun.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new Outcome.Delivered(Outcome.Answer.NONE);
            });
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<TestAnswer>> answers =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(at -> threads.submit(() -> tests.send(subscription("sub_" + at))))
            .toList();
    begun.await();
    assertThatThrownBy(() -> tests.send(subscription("sub_3")))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> tests.send(subscription("sub_8")))
        .isInstanceOf(ConflictException.class);
    go.countDown();
    for (Future<TestAnswer> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS).outcome()).isEqualTo("delivered");
    }
    assertThat(tests.send(subscription("sub_3")).outcome()).isEqualTo("delivered");
    threads.shutdown();
  }

  private static TestNotifications tests(Function<Notification, Outcome> deliver) {
    Channel channel =
        new Channel() {
          @Override
          public String name() {
            return "BELL";
          }

          @Override
          public Optional<String> faultOf(String target) {
            return Optional.empty();
          }

          @Override
          public String where(String target) {
            return "tower";
          }

          @Override
          public boolean signs() {
            return true;
          }

          @Override
          public Outcome deliver(Notification notification) {
            return deliver.apply(notification);
          }
        };
    return new TestNotifications(
        new ChannelRegistry(List.of(channel)),
        new SignedAttempt((subscription, at) -> Optional.of(SIGNER)),
        Clock.systemUTC());
  }

  private static Subscription subscription(String id) {
    return Subscription.builder(id, "acme", NOW)
        .eventType("a")
        .to("BELL", "tower")
        .revision(1)
        .build();
  }
}
