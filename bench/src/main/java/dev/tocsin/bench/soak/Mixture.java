package dev.tocsin.bench.soak;

import dev.tocsin.bench.load.Publisher;
import dev.tocsin.bench.load.Receiver;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.RetrySchedule;
import dev.tocsin.client.Severity;
import dev.tocsin.client.TocsinClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Events of several tenants, types and severities, small and large, to targets that are well, fail,
 * come and go, are slow, or refuse. Each tenant has one of each kind of target.
 */
final class Mixture implements AutoCloseable {
  static final int TENANTS = 3;
  static final int LARGE_BYTES = 20_000;

  private static final int LARGE_ONE_OF = 20;
  private static final int SLOW_MS = 500;
  private static final long FLAP_SECONDS = 20;
  private static final List<Integer> RETRY_SECONDS = List.of(1, 5, 10);
  private static final int PUBLISHERS = 32;

  private static final int OK = 204;
  private static final int AWAY = 503;
  private static final int REFUSED = 422;

  /** How a target behaves. */
  private enum Kind {
    WELL,
    SLOW,
    FLAPPING,
    FAILING,
    REFUSING
  }

  private final List<String> keys = new ArrayList<>();
  private final Publisher publisher;
  private final Receiver receiver;

  Mixture(RunningTocsin tocsin) {
    this.publisher = new Publisher(tocsin.url(), PUBLISHERS);
    this.receiver = new Receiver(hook -> answer(Kind.values()[hook.target()]));
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      String key = tocsin.newKey("soak-" + tenant);
      keys.add(key);
      try (TocsinClient client = TocsinClient.builder().url(tocsin.url()).apiKey(key).build()) {
        for (Kind kind : Kind.values()) {
          client.subscribe(
              NewSubscription.toType(
                      type(kind), Severity.LOW, "WEBHOOK", receiver.url(kind.ordinal()))
                  .withRetry(RetrySchedule.ofSeconds(RETRY_SECONDS)));
        }
      }
    }
  }

  /** Publishes an event; whether it was accepted. */
  boolean publish(int sequence) throws IOException {
    String event =
        """
        {"eventType": "%s", "severity": "%s", "title": "Order %d is late",
         "details": {"sequence":%d,"customer":{"id":"c-7731","country":"DE"},"notes":"%s"}}"""
            .formatted(
                type(kind(sequence)),
                Severity.values()[sequence % Severity.values().length],
                sequence,
                sequence,
                "x".repeat(sequence % LARGE_ONE_OF == 0 ? LARGE_BYTES : 0));
    return publisher.post(keys.get(sequence % TENANTS), event) == Publisher.ACCEPTED;
  }

  @Override
  public void close() {
    publisher.close();
    receiver.close();
  }

  /** Of ten events of a tenant six are for the well, and one for each of the others. */
  private static Kind kind(int sequence) {
    int place = sequence / TENANTS % 10;
    return place < Kind.values().length ? Kind.values()[place] : Kind.WELL;
  }

  private static String type(Kind kind) {
    return "soak." + kind.ordinal();
  }

  private static int answer(Kind kind) throws InterruptedException {
    return switch (kind) {
      case WELL -> OK;
      case SLOW -> {
        TimeUnit.MILLISECONDS.sleep(SLOW_MS);
        yield OK;
      }
      case FLAPPING -> isUp() ? OK : AWAY;
      case FAILING -> AWAY;
      case REFUSING -> REFUSED;
    };
  }

  private static boolean isUp() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) / FLAP_SECONDS % 2 == 0;
  }
}
