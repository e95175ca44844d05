package dev.tocsin.standalone.crash;

import dev.tocsin.standalone.crash.ApiClient.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Publishes events at a steady pace on several threads. An event that is answered 503, or not at
 * all, is published again under the same id until it is accepted.
 */
final class Publishers implements AutoCloseable {
  /** In {@link #answers}: the connection was refused or cut. */
  static final int NO_ANSWER = 0;

  private static final long PAUSE_MS = 200;

  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
  private final List<ApiClient> clients;
  private final String eventType;
  private int begun;

  Publishers(ApiClient client, String eventType) {
    this(List.of(client), eventType);
  }

  /**
   * As behind a balancer: another try goes to another API.
   *
   * @param clients one for each API, which take turns
   */
  Publishers(List<ApiClient> clients, String eventType) {
    this.clients = List.copyOf(clients);
    this.eventType = eventType;
  }

  /** Begins to publish that many more events, one after each pause. */
  void publish(int events, Duration pause) {
    for (int number = 1; number <= events; number++) {
      String clientId = "event-" + ++begun;
      int turn = begun;
      threads.schedule(
          () -> publish(clientId, turn),
          pause.multipliedBy(number).toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  /** Event ids that were answered 202, by client id. */
  Map<String, String> accepted() {
    return accepted;
  }

  /** How often each status was answered. */
  Map<Integer, Integer> answers() {
    return new TreeMap<>(answers);
  }

  int answers(int status) {
    return answers.getOrDefault(status, 0);
  }

  /** Answers that no publisher should ever get. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void publish(String clientId, int turn) {
    try {
      Answer answer = clients.get(turn % clients.size()).publish(eventType, clientId);
      answers.merge(answer.status(), 1, Integer::sum);
      if (answer.status() == 202) {
        accepted.put(clientId, answer.body().get("eventId").textValue());
        return;
      }
      if (answer.status() != 503) {
        faults.add(clientId + " was answered " + answer);
        return;
      }
    } catch (UncheckedIOException noAnswer) {
      answers.merge(NO_ANSWER, 1, Integer::sum);
    } catch (RuntimeException stopping) {
      faults.add(clientId + ": " + stopping);
      return;
    }
    if (!threads.isShutdown()) {
      threads.schedule(() -> publish(clientId, turn + 1), PAUSE_MS, TimeUnit.MILLISECONDS);
    }
  }
}
