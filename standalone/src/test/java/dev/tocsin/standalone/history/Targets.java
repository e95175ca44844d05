package dev.tocsin.standalone.history;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Webhook receivers, one a path: each gives the answers it was told to, and then 204. */
final class Targets implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Map<String, Queue<MockResponse>> answers = new ConcurrentHashMap<>();

  Targets() throws Exception {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            Queue<MockResponse> left =
                answers.getOrDefault(request.getUrl().encodedPath(), new ArrayDeque<>());
            MockResponse next = left.poll();
            return next == null ? new MockResponse.Builder().code(204).build() : next;
          }
        });
    server.start();
  }

  /** A receiver's URL. The path must be new. */
  String at(String path, int... statuses) {
    Queue<MockResponse> queue = new ConcurrentLinkedQueue<>();
    for (int status : statuses) {
      queue.add(new MockResponse.Builder().code(status).body("status " + status).build());
    }
    answers.put(path, queue);
    return server.url(path).toString();
  }

  /** A receiver's URL. It refuses at once, and the second time only after some seconds. */
  String slowAt(String path) {
    String url = at(path, 503);
    answers
        .get(path)
        .add(new MockResponse.Builder().code(503).headersDelay(3, TimeUnit.SECONDS).build());
    return url;
  }

  /** A receiver's URL. It answers 503 until {@link #mend}. */
  String downAt(String path) {
    int[] refusals = new int[1_000];
    Arrays.fill(refusals, 503);
    return at(path, refusals);
  }

  /** From now on this receiver takes everything. */
  void mend(String path) {
    answers.get(path).clear();
  }

  /** How many answers this receiver still has before it takes everything. */
  int left(String path) {
    return answers.get(path).size();
  }

  @Override
  public void close() {
    server.close();
  }
}
