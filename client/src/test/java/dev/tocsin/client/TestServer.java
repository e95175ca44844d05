package dev.tocsin.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that answers what it is told to, and a client of it whose pauses take no time. */
final class TestServer implements AutoCloseable {
  static final String KEY = "tocsin_c0ffee-very-secret";

  final MockWebServer server = new MockWebServer();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  final TocsinClient client;

  TestServer(RetryPolicy retries) throws Exception {
    server.start();
    Function<Duration, Executor> atOnce =
        pause -> {
          pauses.add(pause);
          return Runnable::run;
        };
    client =
        TocsinClient.builder()
            .url(server.url("/base/").toString())
            .apiKey(KEY)
            .retries(retries)
            .later(atOnce)
            .build();
  }

  void answer(int status, String body, String... headers) {
    MockResponse.Builder answer = new MockResponse.Builder().code(status).body(body);
    for (int i = 0; i < headers.length; i += 2) {
      answer.setHeader(headers[i], headers[i + 1]);
    }
    server.enqueue(answer.build());
  }

  RecordedRequest request() {
    try {
      return server.takeRequest();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
