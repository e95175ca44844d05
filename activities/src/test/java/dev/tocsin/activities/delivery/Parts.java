package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.circuit.CircuitSettings;
import dev.tocsin.activities.circuit.FollowUps;
import dev.tocsin.activities.circuit.TargetWatch;
import dev.tocsin.activities.match.SubscriptionIndex;
import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.subscription.SubscriptionDao;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Deliveries on a real database, over a channel that does what its target says. */
public final class Parts implements AutoCloseable {
  public final TestDatabase postgres = TestDatabase.create();
  public final SubscriptionDao subscriptions = new SubscriptionDao(postgres.database());
  public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  /** The targets of all attempts, in their order. */
  public final Queue<Notification> sent = new ConcurrentLinkedQueue<>();

  /** The runs of targets' workflows that were called for. */
  public final Queue<TargetRun> opened = new ConcurrentLinkedQueue<>();

  /** The targets whose workflows were woken. */
  public final Queue<TargetRef> woken = new ConcurrentLinkedQueue<>();

  /** Runs within an attempt whose target is {@code meanwhile}. */
  public volatile Runnable meanwhile = () -> {};

  /** Knows nothing until it catches up. */
  public final SubscriptionIndex index = new SubscriptionIndex(postgres.database());

  /** Attempts of groups that run side by side. */
  static final int SLOTS = 40;

  private final AtomicInteger underWay = new AtomicInteger();

  /** The most attempts that ran side by side. */
  final AtomicInteger mostUnderWay = new AtomicInteger();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deliveries deliveries =
      new Deliveries(
          postgres.database(),
          index,
          new ChannelRegistry(List.of(new Obedient("OBEDIENT"), new Obedient("EMAIL"))),
          TestSecrets.cipher(),
          CircuitSettings.DEFAULT,
          new TargetWatch(CircuitSettings.DEFAULT, opened::add),
          event -> {},
          new FollowUps() {
            @Override
            public void wake(TargetRef target) {
              woken.add(target);
            }

            @Override
            public void carry(DeliveryRun run) {}
          },
          delivery -> {},
          SLOTS,
          metrics,
          Clock.systemUTC(),
          threads,
          () -> 0.5);

  public DirectDeliveries direct() {
    return deliveries.direct();
  }

  public DeliveryActivitiesImpl activities() {
    return deliveries.activities();
  }

  public Subscription subscribe(String target) {
    return subscribe("OBEDIENT", target);
  }

  public Subscription subscribe(String channel, String target) {
    return subscriptions.insert(
        Subscription.builder(Identity.newSubscriptionId(Samples.NOW), Samples.TENANT, Samples.NOW)
            .eventType("order.paid")
            .to(channel, target)
            .build());
  }

  public void change(Subscription subscription, boolean active, boolean deleted) {
    subscriptions.change(
        Samples.TENANT, subscription.subscriptionId(), was -> Samples.with(was, active, deleted));
  }

  public long attempts(Subscription subscription) {
    return sent.stream()
        .filter(each -> each.subscription().subscriptionId().equals(subscription.subscriptionId()))
        .count();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    postgres.close();
  }

  private final class Obedient implements Channel {
    private final String name;

    Obedient(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<String> faultOf(String target) {
      return Optional.empty();
    }

    @Override
    public String where(String target) {
      return target;
    }

    @Override
    public Outcome deliver(Notification notification) {
      mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      try {
        return answer(notification);
      } finally {
        underWay.decrementAndGet();
      }
    }

    private Outcome answer(Notification notification) {
      sent.add(notification);
      Outcome.Answer answer = new Outcome.Answer(200, "yes");
      return switch (notification.subscription().target()) {
        case "later" -> new Outcome.RetryLater("Not now", null, Outcome.Answer.NONE);
        case "never" -> new Outcome.Rejected("Go away", Outcome.Answer.NONE);
        case "throttled" -> new Outcome.HeldBack("Too many mails");
        case "bug" -> throw new IllegalStateException("A bug in the channel");
        case "error" -> throw new StackOverflowError("A worse bug");
        case "meanwhile" -> {
          meanwhile.run();
          yield new Outcome.Delivered(answer);
        }
        case "slow" -> {
          pause(TargetHealth.SLOW.toMillis() + 100);
          yield new Outcome.Delivered(answer);
        }
        default -> new Outcome.Delivered(answer);
      };
    }

    private static void pause(long millis) {
      try {
        if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("Nobody counts down");
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
